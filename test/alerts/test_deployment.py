"""The files that run the job: the CronJob, the image, the crontab; and the SQL for other warehouses."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import sqlglot
import yaml
from sqlglot import exp

import settings
from receivers import JOB, ROUTING_KEY, Job
from tables import Warehouse
from histories import refused
from translate import translated

FOLDER = JOB.parent
SECRETS = {"SYNC_HEALTH_DSN", "SLACK_WEBHOOK_URL", "PAGERDUTY_ROUTING_KEY"}


@pytest.fixture(scope="module")
def cronjob() -> dict[str, Any]:
    volume, cronjob = yaml.safe_load_all((FOLDER / "cronjob.yaml").read_text())
    assert (volume["kind"], cronjob["kind"]) == ("PersistentVolumeClaim", "CronJob")
    pod = cronjob["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    assert pod["volumes"][0]["persistentVolumeClaim"]["claimName"] == volume["metadata"]["name"]
    return cronjob["spec"]


def test_the_cronjob_runs_one_at_a_time_and_repeats_nothing(cronjob: dict[str, Any]) -> None:
    assert cronjob["concurrencyPolicy"] == "Forbid"
    assert cronjob["jobTemplate"]["spec"]["backoffLimit"] == 0


def test_the_cronjobs_arguments_are_the_jobs(cronjob: dict[str, Any]) -> None:
    (container,) = cronjob["jobTemplate"]["spec"]["template"]["spec"]["containers"]
    options = settings.arguments(container["args"])
    (mount,) = container["volumeMounts"]
    assert options.state.parent == Path(mount["mountPath"])
    assert options.every == [(None, 6 * 3600)]


def test_the_cronjob_takes_secrets_from_a_secret_and_runs_without_rights(cronjob: dict[str, Any]) -> None:
    pod = cronjob["jobTemplate"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert "env" not in container
    assert container["envFrom"] == [{"secretRef": {"name": "navan-alerts"}}]
    assert container["securityContext"]["readOnlyRootFilesystem"] and pod["securityContext"]["runAsNonRoot"]
    comment = "".join(line for line in (FOLDER / "cronjob.yaml").read_text().splitlines() if line.startswith("#"))
    assert set(re.findall(r"--from-literal=([A-Z_]+)=", comment)) == SECRETS


def test_the_image_has_every_file_that_the_job_needs() -> None:
    lines = (FOLDER / "Dockerfile").read_text().splitlines()
    (copied,) = [line for line in lines if line.startswith("COPY")]
    assert copied == "COPY *.py alerts.sql /alerts/"
    assert 'ENTRYPOINT ["python", "/alerts/alerts.py"]' in lines
    driver = re.search(r"psycopg\[binary\]==[\d.]+", "\n".join(lines))
    assert driver and driver[0] in (Path(__file__).with_name("requirements.txt")).read_text().splitlines()


def test_the_crontab_starts_the_job_once_at_a_time() -> None:
    (line,) = [each for each in (FOLDER / "crontab").read_text().splitlines() if not each.startswith("#")]
    command = line.split(" ", 6)[6].removesuffix(" 2>&1 | logger -t navan-alerts")
    sourcing, started = command.rsplit("; ", 1)
    assert sourcing == "set -a; . /etc/navan-alerts.env"
    words = shlex.split(started)
    assert words[:2] == ["flock", "-n"]
    job = next(index for index, word in enumerate(words) if word.endswith("/alerts.py"))
    assert settings.arguments(words[job + 1 :]).every == [(None, 6 * 3600)]
    assert "%" not in line  # cron takes it for a line break.


def test_nothing_of_the_environment_is_printed(warehouse: Warehouse, job: Job) -> None:
    warehouse.load(refused(1))
    job.slack.answers = [(404, {})]
    job.pagerduty.answers = [(400, {})]
    result = job.run()
    printed = result.stdout + result.stderr
    assert result.status == 1
    assert not any(secret in printed for secret in (job.slack.url, ROUTING_KEY, warehouse.dsn))


@pytest.mark.parametrize("dialect", ["snowflake", "bigquery"])
def test_the_sql_can_be_translated(dialect: str) -> None:
    tree = sqlglot.parse_one(translated(dialect, "navan.sync_health"), read=dialect)
    assert [table.sql() for table in tree.find_all(exp.Table) if table.db] == ["navan.sync_health"]
    unknown = {call.name.upper() for call in tree.find_all(exp.Anonymous)}
    # Functions of the dialect that sqlglot does not model.
    assert unknown <= {"snowflake": {"DATE_PART"}, "bigquery": set()}[dialect]
    if dialect == "bigquery":
        sql = translated(dialect, "navan.sync_health")
        assert not re.search(r"SPLIT_PART|STRING_TO_ARRAY|EPOCH|listed\.", sql)
