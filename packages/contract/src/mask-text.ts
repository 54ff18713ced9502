import { z } from "zod";

/** A point of a polygon in percent of the picture, as in CSS: `12% 30.5%`. It may lie a little outside. */
const POINT = String.raw`\s*-?\d{1,3}(?:\.\d{1,6})?%\s+-?\d{1,3}(?:\.\d{1,6})?%\s*`;

/**
 * A place in the picture, drawn by a person: a PNG (a data URI or its bare base64; white is inside, transparent is outside; it is
 * scaled to the picture), or a polygon of 3 to 256 points in percent of the picture, `polygon(12% 30%, 40% 30%, 26% 60%)`.
 * Only the form is checked here: whether a PNG can be read, its reader knows.
 */
export const maskTextSchema = z
  .string()
  .max(4_000_000)
  .regex(
    // A PNG's signature in base64 is iVBORw0KGgo.
    new RegExp(
      String.raw`^(?:(?:data:image\/png;base64,)?iVBORw0KGgo[A-Za-z0-9+/]+={0,2}|polygon\(${POINT}(?:,${POINT}){2,255}\))$`,
      "u",
    ),
    "must be a PNG as base64 or as a data URI, or polygon(x% y%, …) of at least three points",
  );
