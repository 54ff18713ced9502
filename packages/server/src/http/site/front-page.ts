import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";

const STYLE = `
  :root { color-scheme: light dark; }
  body { max-width: 44rem; margin: 3rem auto; padding: 0 1.25rem; font: 1rem/1.6 system-ui, sans-serif; }
  pre { padding: 1rem; overflow-x: auto; border: 1px solid #8884; border-radius: 0.5rem; }
`;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kinora</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Kinora</h1>
<p>This is a local gateway that turns a still image into a short video, with an engine of its own: no key, no GPU.</p>
<h2>Make a video</h2>
<pre><code>curl -s http://localhost:16688/api/v1/generations \\
  -H "Prefer: wait=120" \\
  -F image=@photo.jpg -F prompt="the clouds drift slowly"</code></pre>
<p>The answer shows the generation; the <code>url</code> of its artifact of the kind <code>video</code> is the MP4.</p>
<h2>As AOG did</h2>
<pre><code>curl -s http://localhost:16688/aog/v0.2/services/image-to-video \\
  -H "Content-Type: application/json" \\
  -d '{"image_type": "path", "image": "/home/ann/photo.jpg", "prompt": "the clouds drift slowly"}'</code></pre>
<h2>More</h2>
<ul>
<li><a href="/api/v1/models">Models</a> and <a href="/api/v1/limits">limits</a></li>
<li><a href="/api/v1/generations">Generations</a></li>
<li><a href="/docs">API reference</a>, and the same as <a href="/openapi.json">OpenAPI</a></li>
<li><a href="/health">Health</a> and <a href="/version">version</a></li>
</ul>
</main>
</body>
</html>
`;

const styleDigest = createHash("sha256").update(STYLE).digest("base64");

/** Nothing may run, load or frame this page; its one style sheet is named by its digest. */
const POLICY = `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** One plain page that says what this is, until the studio exists. */
export const addFrontPage = (server: FastifyInstance): void => {
  server.get("/", (_request, reply) =>
    reply
      .headers({ "content-security-policy": POLICY, "referrer-policy": "no-referrer", "cache-control": "no-cache" })
      .type("text/html; charset=utf-8")
      .send(PAGE),
  );
};
