import { once } from "node:events";
import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy that loses answers: the server has accepted, and the client never hears of it. */
export interface DroppingProxy extends AsyncDisposable {
  readonly url: string;
  /** The next so many answers to a POST are lost. */
  drop(answers: number): void;
  /** How many requests went through, and of those how many answers were lost. */
  readonly seen: { posts: number; lost: number };
}

/** Passes everything on to `target`, body by body. */
export const openDroppingProxy = async (target: string): Promise<DroppingProxy> => {
  const seen = { posts: 0, lost: 0 };
  let toDrop = 0;
  const server = createServer((incoming, outgoing) => {
    const isPost = incoming.method === "POST";
    if (isPost) seen.posts += 1;
    const options = { method: incoming.method, headers: incoming.headers };
    const passed = forward(`${target}${incoming.url ?? "/"}`, options, (answer) => {
      if (!isPost || toDrop === 0) {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        return;
      }
      toDrop -= 1;
      // The whole answer has come from the server before it is lost.
      answer.resume().once("end", () => {
        seen.lost += 1;
        outgoing.destroy();
      });
    });
    passed.once("error", () => outgoing.destroy());
    incoming.pipe(passed);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    drop: (answers) => {
      toDrop = answers;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
