import type { GenerationView, MotionPlan } from "@kinora/contract";
import { Icon } from "../../parts/icon.tsx";
import { useWords } from "../../words/use-words.tsx";

/** What was left out first, then what moved. */
export const WhatMoved = ({ generation, plan }: { readonly generation: GenerationView; readonly plan: MotionPlan }) => {
  const words = useWords();
  const { unmet, warnings } = generation;
  return (
    <section className="ruled">
      {unmet.length > 0 && (
        <div className="left-out">
          <h2 className="small strong">{words.generation.left_out}</h2>
          {unmet.map(({ phrase, did }) => (
            <p key={phrase} className="small">
              <span className="tag tag-warn">
                <Icon name="warn" small />“{phrase}”
              </span>{" "}
              {did}
            </p>
          ))}
        </div>
      )}
      {warnings.length > 0 && (
        <div className="left-out">
          <h2 className="small strong">{words.generation.warnings}</h2>
          {warnings.map(({ code, option, message }) => (
            <p key={`${option} ${code}`} className="small soft">
              {message}
            </p>
          ))}
        </div>
      )}
      <div className="head">
        <h2>{words.generation.moved}</h2>
      </div>
      <dl className="facts">
        {plan.effects.map(({ kind, amount, speed }, index) => (
          <div key={index} className="fact">
            <dt>{words.create.kinds[kind]}</dt>
            <dd>{words.create.strength(Math.sqrt(amount * speed))}</dd>
          </div>
        ))}
        <div className="fact">
          <dt>{words.create.cameras[plan.camera.type]}</dt>
          <dd>{plan.camera.type === "static" ? "" : words.create.strength(plan.camera.amount)}</dd>
        </div>
      </dl>
      {unmet.length === 0 && generation.prompt !== null && (
        <p className="row small">
          <span className="tag tag-ok">
            <Icon name="check" small />
          </span>
          {words.generation.allDone}
        </p>
      )}
    </section>
  );
};
