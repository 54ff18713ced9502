import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "dist",
    // Every asset is a file of its own: the page's Content-Security-Policy allows nothing inline.
    assetsInlineLimit: 0,
    target: "es2023",
  },
  // `npm run studio` beside a `kinora serve`: the page reloads as the code changes.
  server: { proxy: { "/api": "http://127.0.0.1:16688", "/artifacts": "http://127.0.0.1:16688" } },
});
