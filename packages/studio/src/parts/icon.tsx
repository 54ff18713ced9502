/** Line icons on a 20 px grid, stroked in the colour of the text. */
const SHAPES = {
  arrow: (
    <>
      <path d="M4 16 15.5 4.5M8 4.5h7.5V12" />
    </>
  ),
  brush: (
    <>
      <path d="m16.5 3.5-7 7 2 2 5.8-6.6a1.5 1.5 0 0 0-.8-2.4zM9 11c-2.5 0-3 1.5-3 3s-1.2 2-2.5 2c1 1 5.5 1.5 7-1.5L11 13" />
    </>
  ),
  camera: (
    <>
      <path d="M3 6.5h3l1.5-2h5l1.5 2h3v10H3z" />
      <circle cx="10" cy="11" r="3" />
    </>
  ),
  check: (
    <>
      <path d="m4 10.5 4 4 8-9" />
    </>
  ),
  chev: (
    <>
      <path d="m6 8 4 4 4-4" />
    </>
  ),
  chip: (
    <>
      <rect x="5.5" y="5.5" width="9" height="9" rx="1.5" />
      <path d="M8 2.5v3M12 2.5v3M8 14.5v3M12 14.5v3M2.5 8h3M2.5 12h3M14.5 8h3M14.5 12h3" />
    </>
  ),
  cloud: (
    <>
      <path d="M6 15.5a3.3 3.3 0 0 1-.4-6.5 4.5 4.5 0 0 1 8.7-.6A3.6 3.6 0 0 1 14 15.5z" />
    </>
  ),
  compare: (
    <>
      <rect x="3" y="4" width="14" height="12" rx="1.5" />
      <path d="M10 2.5v15" />
    </>
  ),
  copy: (
    <>
      <rect x="7" y="7" width="9.5" height="9.5" rx="1.5" />
      <path d="M13 7V3.5H3.5V13H7" />
    </>
  ),
  create: (
    <>
      <rect x="3" y="4" width="14" height="12" rx="1.5" />
      <path d="m8.5 7.5 4 2.5-4 2.5z" />
    </>
  ),
  down: (
    <>
      <path d="M10 3.5V13M6.5 9.5 10 13l3.5-3.5M3.5 16.5h13" />
    </>
  ),
  eraser: (
    <>
      <path d="m8 16.5-4.2-4.2a1 1 0 0 1 0-1.4L11 3.7a1 1 0 0 1 1.4 0l4 4a1 1 0 0 1 0 1.4L9 16.5zM7 7.5l5.7 5.7M8 16.5h8.5" />
    </>
  ),
  extend: (
    <>
      <path d="M3.5 4.5v11M6.5 10h10M13 6.5l3.5 3.5-3.5 3.5" />
    </>
  ),
  eye: (
    <>
      <path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z" />
      <circle cx="10" cy="10" r="2.2" />
    </>
  ),
  focus: (
    <>
      <circle cx="10" cy="10" r="4.5" />
      <path d="M10 2.5v3M10 14.5v3M2.5 10h3M14.5 10h3" />
    </>
  ),
  full: (
    <>
      <path d="M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4" />
    </>
  ),
  gear: (
    <>
      <path d="M3 6h8M15 6h2M3 14h2M9 14h8" />
      <circle cx="13" cy="6" r="2" />
      <circle cx="7" cy="14" r="2" />
    </>
  ),
  grid: (
    <>
      <path d="M3.5 3.5h5v5h-5zM11.5 3.5h5v5h-5zM3.5 11.5h5v5h-5zM11.5 11.5h5v5h-5z" />
    </>
  ),
  hand: (
    <>
      <path d="m4 3.5 4.6 13 2-5.4 5.4-2z" />
    </>
  ),
  info: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 9v4.5M10 6.5v.1" />
    </>
  ),
  json: (
    <>
      <path d="M7.5 3.5c-2.5 0-1 5.5-4 6.5 3 1 1.5 6.5 4 6.5M12.5 3.5c2.5 0 1 5.5 4 6.5-3 1-1.5 6.5-4 6.5" />
    </>
  ),
  key: (
    <>
      <circle cx="6.5" cy="13.5" r="3" />
      <path d="m9 11.5 7-7M13 7.5l2.5 2.5" />
    </>
  ),
  light: (
    <>
      <path d="M7.5 14a5 5 0 1 1 5 0v1.5h-5zM8.5 17.5h3" />
    </>
  ),
  link: (
    <>
      <path d="M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3l-.9.9M11.5 8.5a3 3 0 0 0-4.3 0l-2.7 2.7a3 3 0 0 0 4.3 4.3l.9-.9" />
    </>
  ),
  lock: (
    <>
      <rect x="4.5" y="9" width="11" height="7.5" rx="1.5" />
      <path d="M7 9V6.5a3 3 0 0 1 6 0V9" />
    </>
  ),
  loop: (
    <>
      <path d="M4 9V8a3 3 0 0 1 3-3h8.5M13 2.5 15.5 5 13 7.5M16 11v1a3 3 0 0 1-3 3H4.5M7 17.5 4.5 15 7 12.5" />
    </>
  ),
  next: (
    <>
      <path d="m6 4.5 7 5.5-7 5.5zM15 4.5v11" />
    </>
  ),
  now: (
    <>
      <circle cx="10" cy="10" r="6.5" />
      <circle cx="10" cy="10" r="2.5" fill="currentColor" />
    </>
  ),
  paste: (
    <>
      <path d="M7 4H5v13h10V4h-2M7.5 2.8h5v2.7h-5z" />
    </>
  ),
  pause: (
    <>
      <path d="M6.5 4v12M13.5 4v12" strokeWidth="2.5" />
    </>
  ),
  play: (
    <>
      <path d="M6 3.8v12.4L16 10z" fill="currentColor" />
    </>
  ),
  plus: (
    <>
      <path d="M10 4v12M4 10h12" />
    </>
  ),
  prev: (
    <>
      <path d="M14 4.5 7 10l7 5.5zM5 4.5v11" />
    </>
  ),
  reuse: (
    <>
      <path d="M6 3.5h10.5V14M3.5 6.5h10v10h-10z" />
    </>
  ),
  ring: (
    <>
      <circle cx="10" cy="10" r="6.5" />
    </>
  ),
  search: (
    <>
      <circle cx="9" cy="9" r="5.5" />
      <path d="m13 13 4 4" />
    </>
  ),
  snow: (
    <>
      <path d="M10 3v14M4 6.5l12 7M16 6.5l-12 7" />
    </>
  ),
  split: (
    <>
      <path d="m7 6-4 4 4 4M13 6l4 4-4 4" />
    </>
  ),
  star: (
    <>
      <path d="m10 3 2.1 4.5 4.9.6-3.6 3.4.9 4.9-4.3-2.4-4.3 2.4.9-4.9L3 8.1l4.9-.6z" />
    </>
  ),
  sun: (
    <>
      <circle cx="10" cy="10" r="3.5" />
      <path d="M10 2.5V4M10 16v1.5M2.5 10H4M16 10h1.5M4.7 4.7l1 1M14.3 14.3l1 1M15.3 4.7l-1 1M5.7 14.3l-1 1" />
    </>
  ),
  sway: (
    <>
      <path d="M10 17V9M10 13c-4 0-6-2-6-6 4 0 6 2 6 6zM10 9.5c0-3.5 2-5.5 6-5.5 0 4-2 6-6 6" />
    </>
  ),
  tag: (
    <>
      <path d="M3.5 3.5h6l7 7-6 6-7-7zM6.8 6.8h.01" />
    </>
  ),
  trash: (
    <>
      <path d="M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.7 11h7.6l.7-11" />
    </>
  ),
  undo: (
    <>
      <path d="M4 8h8a4 4 0 0 1 0 8H8M7 4.5 3.5 8 7 11.5" />
    </>
  ),
  upload: (
    <>
      <path d="M10 13V3.5M6.5 7 10 3.5 13.5 7M3.5 13v3.5h13V13" />
    </>
  ),
  vary: (
    <>
      <rect x="3.5" y="3.5" width="13" height="13" rx="2" />
      <path d="M7 7h.01M13 7h.01M10 10h.01M7 13h.01M13 13h.01" strokeWidth="2.2" />
    </>
  ),
  warn: (
    <>
      <path d="M10 3 2.5 16.5h15zM10 8v4M10 14.3v.1" />
    </>
  ),
  wave: (
    <>
      <path d="M2.5 8c1.9-2 3.1-2 5 0s3.1 2 5 0 3.1-2 5 0M2.5 13c1.9-2 3.1-2 5 0s3.1 2 5 0 3.1-2 5 0" />
    </>
  ),
  x: (
    <>
      <path d="m5 5 10 10M15 5 5 15" />
    </>
  ),
  zoom: (
    <>
      <path d="M3.5 6.5v-3h3M13.5 3.5h3v3M16.5 13.5v3h-3M6.5 16.5h-3v-3" />
      <rect x="7.5" y="8" width="5" height="4" />
    </>
  ),
};

export type IconName = keyof typeof SHAPES;

/** Decoration beside a word: what it means is said in text, or by the control that holds it. */
export const Icon = ({ name, small = false }: { readonly name: IconName; readonly small?: boolean }) => (
  <svg className={small ? "icon icon-s" : "icon"} viewBox="0 0 20 20" aria-hidden="true">
    {SHAPES[name]}
  </svg>
);
