// What the peers pass requests on to: it answers at once, a video's status or 5 MiB. Told its port by `process.send`.
import { Buffer } from "node:buffer";
import { createServer } from "node:http";

const STATUS = JSON.stringify({ id: "video_1", object: "video", status: "queued", progress: 0 });
const FILM = Buffer.alloc(5 * 1024 * 1024, 7);

const server = createServer((request, response) => {
  request.resume();
  request.once("end", () => {
    const isFilm = request.url.endsWith("/content");
    response.setHeader("content-type", isFilm ? "video/mp4" : "application/json");
    response.end(isFilm ? FILM : STATUS);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
