// Every vendor at once, as a process of its own: `node test/fake-upstream/main.ts [PORT]`. It says where it listens as one
// line of JSON. Rules, timing and report: `/_control` (README.md).
import { openFakeUpstream } from "./open-fake-upstream.ts";

const fake = await openFakeUpstream({ port: Number(process.argv[2] ?? 0) });
console.log(JSON.stringify({ port: fake.port, filesHost: fake.filesHost, key: fake.key }));
