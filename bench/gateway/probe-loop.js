// Loaded into the server (`node --import`): how late its event loop is, and how many polls it sent in one second at the
// most, written on SIGUSR2 and begun anew. Counted here, since the fake upstream is a busy process of its own.
import { subscribe } from "node:diagnostics_channel";
import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const sentAt = [];
let mostPolls = 0;
subscribe("undici:client:sendHeaders", ({ request }) => {
  if (!request.path.split("?")[0].endsWith("/status")) return;
  const now = performance.now();
  sentAt.push(now);
  while (sentAt[0] <= now - 1000) sentAt.shift();
  mostPolls = Math.max(mostPolls, sentAt.length);
});
process.on("SIGUSR2", () => {
  const ms = (ns) => ns / 1e6;
  const { max, mean } = delay;
  const told = {
    p50: ms(delay.percentile(50)),
    p99: ms(delay.percentile(99)),
    max: ms(max),
    mean: ms(mean),
    mostPolls,
  };
  writeFileSync(`${process.env.KINORA_BENCH_PROBE_DIR}/${process.pid}.json`, JSON.stringify(told));
  delay.reset();
  mostPolls = 0;
});
