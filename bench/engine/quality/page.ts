/** One self-contained page: the table, and per clip a contact sheet and a slice through time. */
import { LEGEND, type ClipReport } from "./report.ts";

export interface PageClip {
  readonly report: ClipReport;
  /** Data URLs; absent where no clip was made. */
  readonly sheet?: string;
  readonly slice?: string;
}

export interface PageFacts {
  readonly title: string;
  readonly lines: readonly string[];
  readonly clips: readonly PageClip[];
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:1640px;padding:0 1rem;background:#fafafa;color:#222}
table{border-collapse:collapse;margin:.5rem 0}td,th{padding:.15rem .6rem;text-align:right;border-bottom:1px solid #ddd}
td:first-child,th:first-child{text-align:left}.bad{color:#b00020;font-weight:600}.good{color:#1b6e3c}
img{max-width:100%;display:block;margin:.4rem 0}section{border-top:2px solid #ccc;margin-top:1.6rem}pre{white-space:pre-wrap}
code{background:#eee;padding:0 .3rem}`;

const verdictRows = ({ verdicts }: ClipReport): string =>
  verdicts
    .map(
      ({ metric, said, bound, passes }) =>
        `<tr class="${passes ? "" : "bad"}"><td>${escape(metric)}</td><td>${escape(said)}</td><td>${escape(bound ?? "")}</td></tr>`,
    )
    .join("");

const image = (address: string | undefined, alt: string): string =>
  address === undefined ? "" : `<img src="${address}" alt="${escape(alt)}">`;

const section = ({ report: clip, sheet, slice }: PageClip): string => `<section id="${escape(clip.name)}">
<h2>${escape(clip.name)} <span class="${clip.passes ? "good" : "bad"}">${clip.passes ? "passes" : "fails"}</span></h2>
<p><code>${escape(clip.prompt)}</code> made in ${clip.seconds.toFixed(1)} s</p>
<table><tr><th>metric</th><th>value</th><th>bound</th></tr>${verdictRows(clip)}</table>
${image(sheet, `Contact sheet of ${clip.name}`)}${image(slice, `One row through time of ${clip.name}`)}
</section>`;

export const htmlPage = ({ title, lines, clips }: PageFacts): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title><style>${STYLE}</style></head><body>
<h1>${escape(title)}</h1><p>${escape(LEGEND)}</p><pre>${escape(lines.join("\n"))}</pre>
<p>${clips.map(({ report: { name, passes } }) => `<a class="${passes ? "good" : "bad"}" href="#${escape(name)}">${escape(name)}</a>`).join(" · ")}</p>
${clips.map(section).join("\n")}
</body></html>
`;
