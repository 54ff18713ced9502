import type { Server } from "node:http";
import type { Socket } from "node:net";

/** The connections of a server, and whether each has an answer under way. */
export interface Connections {
  /** Ends those that have no answer under way now, and each other one as soon as its answer is written. */
  endQuietly(): void;
}

/** Node's own closeIdleConnections leaves those open that were made and never asked anything, as clients' pools like to do. */
export const watchConnections = (server: Server): Connections => {
  const answering = new Map<Socket, number>();
  let isEnding = false;
  const endIfQuiet = (socket: Socket): void => {
    if (isEnding && answering.get(socket) === 0) socket.destroySoon();
  };
  const count = (socket: Socket, change: 1 | -1): void => {
    const open = answering.get(socket);
    if (open !== undefined) answering.set(socket, open + change);
    endIfQuiet(socket);
  };
  server.on("connection", (socket) => {
    answering.set(socket, 0);
    socket.once("close", () => answering.delete(socket));
  });
  server.on("request", ({ socket }, response) => {
    count(socket, 1);
    response.once("close", () => count(socket, -1));
  });
  return {
    endQuietly: () => {
      isEnding = true;
      for (const socket of answering.keys()) endIfQuiet(socket);
    },
  };
};
