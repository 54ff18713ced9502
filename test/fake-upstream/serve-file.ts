import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Deed } from "./rules.ts";
import { answerStatus, spoilFile } from "./spoil-file.ts";
import { type FakeTask, stateAt } from "./vendor.ts";
import type { World } from "./world.ts";

/** The host where films lie: it must never see a key. */
export const serveFile = async (world: World, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { recorder, tasks, script, clip } = world;
  recorder.request("result");
  if (JSON.stringify(request.headers).includes(world.key)) recorder.report.leaks.push(request.url ?? "");
  const [, id = ""] = /^\/([^./]+)\.mp4/u.exec(request.url ?? "") ?? [];
  const task = tasks.get(id);
  const { marker, dialect } = task ?? { marker: "-", dialect: "-" };
  const deed = script.deedFor({ on: "result", marker, dialect });
  const missing = whyMissing(world, task);
  if (missing !== undefined) {
    answerStatus(response, missing);
    return;
  }
  if (await spoil(response, clip, deed)) {
    recorder.spoiled(marker, howSpoiled(deed));
    return;
  }
  response.writeHead(200, { "content-type": "video/mp4", "content-length": clip.length });
  response.end(clip, () => (recorder.of(marker).films += 1));
};

const howSpoiled = (deed: Deed | undefined): string => (deed?.kind === "file" ? deed.is : "broken");

/** The status of a film that is not there: never made, or no longer kept. */
const whyMissing = ({ timing, clock }: World, task: FakeTask | undefined): number | undefined => {
  if (task === undefined || stateAt(task, timing, clock.now()).state !== "succeeded") return 404;
  return clock.now() - task.createdAt < timing.keepMs ? undefined : 403;
};

/** True when the deed has answered, or never will. */
const spoil = async (response: ServerResponse, clip: Buffer, deed: Deed | undefined): Promise<boolean> => {
  if (deed === undefined) return false;
  if (deed.kind === "file") return spoilFile(response, clip, deed.is);
  if (deed.kind === "slow") await sleep(deed.ms, undefined, { ref: false });
  if (deed.kind === "reset_before" || deed.kind === "reset_after") response.destroy();
  if (deed.kind === "status_before" || deed.kind === "status_after") answerStatus(response, deed.status);
  return ["reset_before", "reset_after", "hang_before", "hang_after", "status_before", "status_after"].includes(
    deed.kind,
  );
};
