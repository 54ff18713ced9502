const LEAVES = Array.from({ length: 12 }, (_, leaf) => leaf);

/** Twelve leaves round a hub: each is a share of the work. `share` is 0 to 1. */
export const Reel = ({ share }: { readonly share: number }) => (
  <svg className="reel" viewBox="0 0 24 24" fill="none" strokeWidth="2" strokeLinecap="round" aria-hidden="true">
    {LEAVES.map((leaf) => (
      <path
        key={leaf}
        d="M12 4.5V8.5"
        transform={`rotate(${leaf * 30} 12 12)`}
        className={leaf < Math.round(share * 12) ? "leaf-done" : "leaf-left"}
      />
    ))}
  </svg>
);

/** The mark: a reel whose second leaf is the one that moves. */
export const Mark = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden="true">
    {LEAVES.map((leaf) => (
      <path
        key={leaf}
        d="M12 2.5V7.8"
        transform={`rotate(${leaf * 30} 12 12)`}
        className={leaf === 1 ? "leaf-moving" : undefined}
      />
    ))}
  </svg>
);
