import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { DraftsProvider } from "./features/create/drafts.tsx";
import { createRoutes } from "./routes.tsx";
import { createQueries } from "./server/create-queries.ts";
import { WordsProvider } from "./words/use-words.tsx";

/** The whole studio: what the server said, the drafts, the language, and the pages over them. */
export const App = () => {
  const [queries] = useState(createQueries);
  const [router] = useState(createRoutes);
  return (
    <QueryClientProvider client={queries}>
      <WordsProvider>
        <DraftsProvider>
          <RouterProvider router={router} />
        </DraftsProvider>
      </WordsProvider>
    </QueryClientProvider>
  );
};
