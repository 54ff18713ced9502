/** The child process that checks one film and makes its stills. Started by `in-film-child.ts`. */
import { answerParent } from "./answer-parent.ts";
import { doFilmWork } from "./film-work.ts";

answerParent(doFilmWork);
