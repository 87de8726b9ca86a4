# The last line of a suite from pytest's summaries, of which a log may have several.
/^[0-9]+ (passed|failed|skipped|error)/ {
  for (i = 1; i < NF; i++) {
    if ($(i + 1) ~ /^passed/) p += $i
    if ($(i + 1) ~ /^(failed|error)/) f += $i
    if ($(i + 1) ~ /^skipped/) s += $i
  }
}
END { printf "%d passed, %d failed, %d skipped\n", p, f, s }
