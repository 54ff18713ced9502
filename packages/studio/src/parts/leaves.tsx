import { useMemo } from "react";

const COUNT = 120;

/** A row of leaves: the share of a work or of a clip, 0 to 1. The role and its words are the parent's. */
export const Leaves = ({ share }: { readonly share: number }) => {
  const at = Math.min(Math.floor(share * COUNT), COUNT - 1);
  const names = useMemo(
    () => Array.from({ length: COUNT }, (_, leaf) => (leaf < at ? "done" : leaf === at && share > 0 ? "now" : "")),
    [at, share],
  );
  return names.map((name, leaf) => <i key={leaf} className={name} />);
};
