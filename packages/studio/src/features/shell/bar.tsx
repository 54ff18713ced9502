import { Link } from "@tanstack/react-router";
import type { GenerationView } from "@kinora/contract";
import { Icon, type IconName } from "../../parts/icon.tsx";
import { Mark, Reel } from "../../parts/reel.tsx";
import { isUnfinished, useBudgets, useNewest } from "../../server/queries.ts";
import { dollars } from "../../words/amounts.ts";
import type { Words } from "../../words/english.ts";
import { useSpeech, useWords } from "../../words/use-words.tsx";
import { SignedIn } from "../login/signed-in.tsx";
import { switchTheme } from "./theme.ts";

const PLACES: readonly { to: "/" | "/library" | "/compare" | "/settings"; icon: IconName; name: keyof Words["nav"] }[] =
  [
    { to: "/", icon: "create", name: "create" },
    { to: "/library", icon: "grid", name: "library" },
    { to: "/compare", icon: "compare", name: "compare" },
    { to: "/settings", icon: "gear", name: "settings" },
  ];

/** The top bar: words, not icons; on a phone the tabs at its foot. */
export const Bar = () => {
  const words = useWords();
  return (
    <header className="bar">
      <Link className="mark" to="/">
        <Mark />
        Kinora
      </Link>
      <nav className="nav" aria-label={words.nav.main}>
        {PLACES.map(({ to, icon, name }) => (
          <Link key={to} to={to} activeOptions={{ exact: to === "/" }} activeProps={{ "aria-current": "page" }}>
            <Icon name={icon} />
            {words.nav[name]}
          </Link>
        ))}
      </nav>
      <div className="bar-end">
        <Working />
        <Spent />
        <SignedIn />
        <LanguageButton />
        <button type="button" className="icon-button" aria-label={words.shell.switchTheme} onClick={switchTheme}>
          <Icon name="sun" />
        </button>
      </div>
    </header>
  );
};

const LanguageButton = () => {
  const { language, speak } = useSpeech();
  const [next, name, lang] = language === "en" ? (["zh", "中文", "zh"] as const) : (["en", "English", "en"] as const);
  return (
    <button type="button" className="button button-bare button-small" lang={lang} onClick={() => speak(next)}>
      {name}
    </button>
  );
};

const shareOf = (at: readonly GenerationView[]): number =>
  at.reduce((sum, { progress }) => sum + progress, 0) / (100 * at.length);

/** How many are being made, and a way to the newest of them. */
const Working = () => {
  const words = useWords();
  const atWork = useNewest().data?.filter(isUnfinished) ?? [];
  const [newest] = atWork;
  if (newest === undefined) return null;
  return (
    <Link className="working num" to="/generations/$id" params={{ id: newest.id }}>
      <Reel share={shareOf(atWork)} />
      <span>{words.shell.rendering(atWork.length)}</span>
    </Link>
  );
};

/** What the month has cost, where there is a limit or something was spent. */
const Spent = () => {
  const words = useWords();
  const month = useBudgets().data?.month;
  if (month === undefined || (month.limit_usd === null && month.spent_usd === 0)) return null;
  const limit = month.limit_usd === null ? undefined : dollars(month.limit_usd);
  return <span className="num wide-only">{words.shell.spent(dollars(month.spent_usd), limit)}</span>;
};
