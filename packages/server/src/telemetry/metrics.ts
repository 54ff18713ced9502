import type { Clock, GenerationStore, Provider } from "@kinora/domain";
import { addStorageMetrics, type StorageMetricsDeps } from "./storage-metrics.ts";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** A request that was answered. */
export interface Answered {
  readonly method: string;
  /** Its pattern, never its address: an artifact's is a capability. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export interface Metrics {
  answered(request: Answered): void;
  /** Prometheus' text, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/ (2026-11-23) */
  read(): Promise<{ readonly contentType: string; readonly text: string }>;
}

export interface MetricsDeps extends StorageMetricsDeps {
  readonly store: Pick<GenerationStore, "underWay" | "spending">;
  readonly clock: Clock;
  readonly providers: readonly Provider[];
}

/** From a status that is read from memory to a request that waits for its video. */
const SECONDS = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300];
const DAY_MS = 86_400_000;

const gaugesOf = (registry: Registry) => {
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  return {
    underWay: gauge("kinora_generations_under_way", "Generations that have not ended, by status.", [
      "status",
      "provider",
      "model",
    ]),
    oldestQueued: gauge("kinora_queue_oldest_seconds", "How long the oldest queued generation has waited.", [
      "provider",
    ]),
    slots: gauge("kinora_provider_slots", "How many generations may be under way at a provider at once.", ["provider"]),
    isConfigured: gauge("kinora_provider_configured", "1 where a provider has what it needs to be called.", [
      "provider",
    ]),
    settled: gauge(
      "kinora_spent_today_usd",
      "Settled cost of the last 24 hours, US dollars; unknown prices count 0.",
      [],
    ),
    held: gauge("kinora_held_usd", "Held for work that is out, US dollars.", []),
  };
};

type Gauges = ReturnType<typeof gaugesOf>;

/** What is only known by looking: read at each scrape. */
const look = async ({ store, clock, providers }: MetricsDeps, gauges: Gauges): Promise<void> => {
  const now = clock.now();
  const [groups, spending] = await Promise.all([store.underWay(), store.spending(now - DAY_MS)]);
  gauges.underWay.reset();
  gauges.oldestQueued.reset();
  gauges.slots.reset();
  gauges.isConfigured.reset();
  const oldest = new Map<string, number>();
  for (const { status, provider, model, count, oldestMs } of groups) {
    gauges.underWay.set({ status, provider, model }, count);
    if (status === "queued") oldest.set(provider, Math.min(oldestMs, oldest.get(provider) ?? Infinity));
  }
  for (const { id, maxRunning, configured } of providers) {
    const at = oldest.get(id);
    gauges.oldestQueued.set({ provider: id }, at === undefined ? 0 : Math.max(0, now - at) / 1000);
    gauges.slots.set({ provider: id }, maxRunning);
    gauges.isConfigured.set({ provider: id }, configured ? 1 : 0);
  }
  gauges.settled.set(spending.settledMicroUsd / 1e6);
  gauges.held.set(spending.heldMicroUsd / 1e6);
};

/** Counts from now on: requests by route, what is under way, queues, money, and the process (event loop, memory, processor). */
export const openMetrics = (deps: MetricsDeps): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauges = gaugesOf(registry);
  addStorageMetrics(registry, deps);
  const labelNames = ["method", "route", "status"] as const;
  const requests = new Counter({
    name: "kinora_http_requests_total",
    help: "Requests that were answered.",
    labelNames,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "kinora_http_request_duration_seconds",
    help: "Seconds from a request's head to the end of its answer; streams and waiting requests take as long as they do.",
    labelNames: ["method", "route"],
    buckets: SECONDS,
    registers: [registry],
  });
  return {
    answered: ({ method, route, status, seconds: took }) => {
      requests.inc({ method, route, status });
      seconds.observe({ method, route }, took);
    },
    read: async () => {
      await look(deps, gauges);
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
};
