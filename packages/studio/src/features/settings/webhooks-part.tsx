import type { WebhookView } from "@kinora/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { server } from "../../server/client.ts";
import { useWords } from "../../words/use-words.tsx";
import { Deliveries } from "./deliveries.tsx";
import { MadeSecret, Refusal } from "./made-secret.tsx";

const WEBHOOKS = ["webhooks"] as const;

/** Who is told when a clip has ended. */
export const WebhooksPart = () => {
  const words = useWords();
  const webhooks = useQuery({
    queryKey: WEBHOOKS,
    queryFn: async ({ signal }) => (await server().listWebhooks({ signal })).data,
  });
  return (
    <section className="part" aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">{words.settings.parts.webhooks}</h2>
      <p>{words.setup.webhooks.how}</p>
      <Refusal error={webhooks.error} />
      <NewWebhook />
      {webhooks.data?.length === 0 && <p className="soft">{words.setup.none}</p>}
      {webhooks.data?.map((webhook) => (
        <WebhookRow key={webhook.id} webhook={webhook} />
      ))}
    </section>
  );
};

const NewWebhook = () => {
  const words = useWords();
  const queries = useQueryClient();
  const [url, setUrl] = useState("");
  const add = useMutation({
    mutationFn: () => server().createWebhook({ url: url.trim() }),
    onSuccess: async () => {
      setUrl("");
      await queries.invalidateQueries({ queryKey: WEBHOOKS });
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form className="new-one" onSubmit={submit}>
      <label htmlFor="webhook-url">
        <span className="field-label">{words.setup.webhooks.url}</span>
        <input
          id="webhook-url"
          className="field"
          type="url"
          required
          placeholder="https://example.com/hook"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      </label>
      <button type="submit" className="button">
        {words.setup.add}
      </button>
      <Refusal error={add.error} />
      {add.data !== undefined && <MadeSecret secret={add.data.secret} />}
    </form>
  );
};

const WebhookRow = ({ webhook }: { readonly webhook: WebhookView }) => {
  const words = useWords();
  const { webhooks } = words.setup;
  const queries = useQueryClient();
  const rotate = useMutation({ mutationFn: () => server().rotateWebhookSecret(webhook.id) });
  const remove = useMutation({
    mutationFn: () => server().deleteWebhook(webhook.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: WEBHOOKS }),
  });
  return (
    <div className="webhook">
      <div className="row">
        <code className="webhook-url">{webhook.url}</code>
        <button
          type="button"
          className="button button-small push"
          aria-label={`${webhooks.rotate}: ${webhook.url}`}
          onClick={() => rotate.mutate()}
        >
          {webhooks.rotate}
        </button>
        <button
          type="button"
          className="button button-small button-danger"
          aria-label={`${webhooks.remove}: ${webhook.url}`}
          onClick={() => remove.mutate()}
        >
          {webhooks.remove}
        </button>
      </div>
      <Refusal error={rotate.error ?? remove.error} />
      {rotate.data !== undefined && <MadeSecret secret={rotate.data.secret} note={webhooks.rotated} />}
      <Deliveries webhook={webhook.id} />
    </div>
  );
};
