// Loaded into the server (`node --import`): how late its event loop is, written on SIGUSR2 and begun anew.
import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
process.on("SIGUSR2", () => {
  const ms = (ns) => ns / 1e6;
  const { max, mean } = delay;
  const told = { p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(max), mean: ms(mean) };
  writeFileSync(`${process.env.KINORA_BENCH_PROBE_DIR}/${process.pid}.json`, JSON.stringify(told));
  delay.reset();
});
