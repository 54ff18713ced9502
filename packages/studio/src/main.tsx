import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { applyTheme } from "./features/shell/theme.ts";
import "./styles/index.css";

applyTheme();

const place = document.getElementById("studio");
if (place === null) throw new Error("The page has no element with the id studio.");
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
