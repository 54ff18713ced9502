import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { CreatePage } from "./features/create/create-page.tsx";
import { NotFound } from "./features/shell/not-found.tsx";
import { Shell } from "./features/shell/shell.tsx";
import { parseComparison, parseFilters } from "./features/library/filters.ts";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const create = createRoute({ getParentRoute: () => root, path: "/", component: CreatePage });

export const generationRoute = createRoute({
  getParentRoute: () => root,
  path: "/generations/$id",
  component: lazyRouteComponent(() => import("./features/generation/generation-page.tsx"), "GenerationPage"),
});

export const libraryRoute = createRoute({
  getParentRoute: () => root,
  path: "/library",
  validateSearch: parseFilters,
  component: lazyRouteComponent(() => import("./features/library/library-page.tsx"), "LibraryPage"),
});

export const compareRoute = createRoute({
  getParentRoute: () => root,
  path: "/compare",
  validateSearch: parseComparison,
  component: lazyRouteComponent(() => import("./features/compare/compare-page.tsx"), "ComparePage"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => import("./features/settings/settings-page.tsx"), "SettingsPage"),
});

export const settingsPartRoute = createRoute({
  getParentRoute: () => root,
  path: "/settings/$part",
  component: lazyRouteComponent(() => import("./features/settings/settings-page.tsx"), "SettingsPage"),
});

const tree = root.addChildren([create, generationRoute, libraryRoute, compareRoute, settings, settingsPartRoute]);

export const createRoutes = () => createRouter({ routeTree: tree, defaultPreload: "intent", scrollRestoration: true });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createRoutes>;
  }
}
