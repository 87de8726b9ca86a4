import { optionsFrom } from './arguments';
import { startSimulator } from './simulator';

async function main(): Promise<void> {
  const simulator = await startSimulator(optionsFrom(process.argv.slice(2)));
  process.stdout.write(`${simulator.url}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void simulator.close();
    });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
