import type { GenerationStore } from "@kinora/domain";
import type { Kysely } from "kysely";
import { apiKeyQuestions } from "./api-keys.ts";
import { auditQuestions } from "./audit.ts";
import { deliveryQuestions } from "./deliveries.ts";
import { moneyQuestions } from "./money.ts";
import { readerQuestions } from "./reader-questions.ts";
import { sessionQuestions } from "./sessions.ts";
import { settingQuestions } from "./settings.ts";
import { setupQuestions } from "./setups.ts";
import { sweeperQuestions } from "./sweeper-questions.ts";
import type { Tables } from "./tables.ts";
import { uploadQuestions } from "./uploads.ts";
import { webhookQuestions } from "./webhooks.ts";
import { workerQuestions } from "./worker-questions.ts";

/** Where databases differ: how a generation is written, how its writes are told of, and what has to be waited for. */
type OwnWays = "insert" | "save" | "claimRepeat" | "onAppend" | "close";

/** What is asked of every SQL database in the same words. */
export const questionsOf = (database: Kysely<Tables>): Omit<GenerationStore, OwnWays> => ({
  ...readerQuestions(database),
  ...workerQuestions(database),
  ...moneyQuestions(database),
  ...sweeperQuestions(database),
  ...uploadQuestions(database),
  ...setupQuestions(database),
  ...settingQuestions(database),
  ...apiKeyQuestions(database),
  ...sessionQuestions(database),
  ...auditQuestions(database),
  ...webhookQuestions(database),
  ...deliveryQuestions(database),
});
