/** The child process that checks one film and makes its stills. Started by `in-film-child.ts`. */
import { answerParent } from "./answer-parent.ts";
import { doFilmWork } from "./film-work.ts";
import { loadNodeAv } from "../node-av-library.ts";
import { AHEAD } from "./run-child.ts";

answerParent(doFilmWork);
// Most machines have it; where not, the request names what to decode with instead.
if (process.argv.includes(AHEAD)) void loadNodeAv().catch(() => undefined);
