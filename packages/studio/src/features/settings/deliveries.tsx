import type { DeliveryView } from "@kinora/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { server } from "../../server/client.ts";
import { useSpeech, useWords } from "../../words/use-words.tsx";
import { Refusal } from "./made-secret.tsx";

/** What was sent to a webhook; asked for when it is opened. */
export const Deliveries = ({ webhook }: { readonly webhook: string }) => {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["deliveries", webhook],
    queryFn: async ({ signal }) => (await server().listDeliveries(webhook, {}, { signal })).data,
    enabled: open,
  });
  return (
    <details className="more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.setup.webhooks.deliveries}</summary>
      <Refusal error={error} />
      {data?.length === 0 && <p className="soft small">{words.setup.webhooks.noDeliveries}</p>}
      {data?.map((delivery) => (
        <DeliveryRow key={delivery.id} webhook={webhook} delivery={delivery} />
      ))}
    </details>
  );
};

interface DeliveryRowProps {
  readonly webhook: string;
  readonly delivery: DeliveryView;
}

const DeliveryRow = ({ webhook, delivery }: DeliveryRowProps) => {
  const { words, language } = useSpeech();
  const { webhooks } = words.setup;
  const queries = useQueryClient();
  const again = useMutation({
    mutationFn: () => server().redeliver(webhook, { delivery: delivery.id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["deliveries", webhook] }),
  });
  const last = delivery.tries.at(-1);
  return (
    <div className="delivery small">
      <span className={delivery.status === "failed" ? "tag-danger" : "strong"}>{webhooks.states[delivery.status]}</span>
      <span>
        {words.generation.eventWords[delivery.type] ?? delivery.type}{" "}
        <span className="quiet num">{new Date(delivery.created_at).toLocaleString(language)}</span>
        <br />
        <span className="quiet">
          {webhooks.tries(delivery.tries.length)}
          {last === undefined ? "" : `, ${last.error ?? `HTTP ${last.status}`}`}
        </span>
      </span>
      <button type="button" className="button button-small push" onClick={() => again.mutate()}>
        {again.isSuccess ? webhooks.sentAgain : webhooks.again}
      </button>
      <Refusal error={again.error} />
    </div>
  );
};
