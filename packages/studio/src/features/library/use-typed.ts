import { useEffect, useState } from "react";

const TYPING_PAUSE_MS = 300;

/**
 * A field that says what was typed a moment after typing stops: undefined where it is empty. When `value` changes
 * elsewhere (filters cleared, a step back), the field follows.
 */
export const useTyped = (value: string | undefined, onTyped: (text: string | undefined) => void) => {
  const [text, setText] = useState(value ?? "");
  const [from, setFrom] = useState(value);
  if (from !== value) {
    setFrom(value);
    setText(value ?? "");
  }
  useEffect(() => {
    if (text === (value ?? "")) return;
    const timer = setTimeout(() => onTyped(text === "" ? undefined : text), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onTyped]);
  return [text, setText] as const;
};
