import type { Inspection } from "@kinora/contract";
import { Icon } from "../../parts/icon.tsx";
import { useWords } from "../../words/use-words.tsx";

/** What inspection says, each remark with what to do about it. */
export const Remarks = ({ inspection }: { readonly inspection: Inspection | undefined }) => {
  const words = useWords();
  if (inspection === undefined) {
    return (
      <div className="stage-foot" role="status">
        {words.create.reading}
      </div>
    );
  }
  return (
    <div className="stage-foot" role="group" aria-label={words.create.found}>
      <span className="remark num">
        {inspection.width} × {inspection.height}
      </span>
      {inspection.findings.map(({ id, verdict, advice }) => {
        const said = words.create.findings[id];
        const isGood = verdict === "good";
        return (
          <span key={id} className={verdict === "poor" ? "remark tag-warn" : "remark"}>
            <Icon name={isGood ? "check" : verdict === "poor" ? "warn" : "info"} small />
            {said === undefined ? advice : isGood ? said.good : said.poor}
          </span>
        );
      })}
    </div>
  );
};
