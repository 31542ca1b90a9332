import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { act } from "../live";
import type { Json, JsonObject, SlackView } from "../model";
import { Icon } from "../parts/icons";
import type { Toast } from "../parts/toasts";
import { usePlayground } from "../playground";
import { optionsOf, plain } from "./controls";

interface Props {
  view: SlackView;
  close: () => void;
  tell: (kind: Toast["kind"], says: string) => void;
}

/** A form that the app has opened. The keyboard stays in it until it is sent or closed. */
export function Modal({ view, close, tell }: Props) {
  const { me } = usePlayground();
  const dialog = useRef<HTMLDialogElement>(null);
  const [errors, setErrors] = useState<{ [input: string]: string }>({});
  const [busy, setBusy] = useState(false);
  const title = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const given = new FormData(event.currentTarget);
    const answers = Object.fromEntries([...given].map(([name, value]) => [name, String(value)]));
    setBusy(true);
    const outcome = await act("slack/submit", { as: me.id, view: view.id, answers });
    setBusy(false);
    if ("error" in outcome) tell("error", outcome.error);
    else if (outcome.errors) return setErrors(outcome.errors);
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} className="modal" aria-labelledby={title} onClose={close}>
      <form onSubmit={(event) => void submit(event)}>
        <header>
          <img src="assets/icon.svg" alt="" width="22" height="22" />
          <h2 id={title}>{plain(view.title)}</h2>
          <button type="button" className="bare" aria-label="Close" onClick={() => dialog.current?.close()}>
            <Icon of="close" />
          </button>
        </header>
        <div className="inputs">
          {view.blocks.map((block) => (
            <Input key={String(block["block_id"])} block={block} error={errors[String(block["block_id"])]} />
          ))}
        </div>
        <footer>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {plain(view.close) || "Cancel"}
          </button>
          <button type="submit" className="button primary" aria-disabled={busy}>
            {plain(view.submit)}
          </button>
        </footer>
      </form>
    </dialog>
  );
}

function Input({ block, error }: { block: JsonObject; error: string | undefined }) {
  const id = useId();
  const element = block["element"] as JsonObject;
  const optional = block["optional"] === true;
  return (
    <p className="input">
      <label htmlFor={id}>
        {plain(block["label"])} {optional && <span className="muted">(optional)</span>}
      </label>
      <Element id={id} name={String(block["block_id"])} element={element} required={!optional} />
      {error && <span role="alert">{error}</span>}
    </p>
  );
}

function Element({ id, name, element, required }: { id: string; name: string; element: JsonObject; required: boolean }) {
  if (element["type"] === "static_select") return <Select id={id} name={name} element={element} required={required} />;
  const given = {
    id,
    name,
    required,
    defaultValue: text(element["initial_value"]),
    maxLength: Number(element["max_length"] ?? 3000),
  };
  return element["multiline"] === true ? <textarea {...given} rows={5} /> : <input {...given} type="text" />;
}

function Select({ id, name, element, required }: { id: string; name: string; element: JsonObject; required: boolean }) {
  const groups = new Map<string, ReturnType<typeof optionsOf>>();
  for (const option of optionsOf(element)) groups.set(option.group, [...(groups.get(option.group) ?? []), option]);
  return (
    <span className="select">
      <select id={id} name={name} required={required} defaultValue="">
        <option value="" disabled>
          {plain(element["placeholder"]) || "Choose"}
        </option>
        {[...groups].map(([group, options]) => (
          <optgroup key={group} label={group}>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.description ? `${option.label} (${option.description})` : option.label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <Icon of="down" size={12} />
    </span>
  );
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
