import { type FormEvent, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { act } from "../live";
import type { Json, JsonObject, SlackView } from "../model";
import { Icon } from "../parts/icons";
import { PlaygroundContext, usePlayground } from "../playground";
import { Blocks } from "./blocks";
import { optionsOf, plain, Press } from "./controls";

interface Props {
  /** the forms that are open, the topmost last; at least one */
  views: readonly SlackView[];
  /** told which are open once the person has closed some */
  left: (views: readonly SlackView[]) => void;
}

/** The forms that the app has opened, of which the topmost shows. The keyboard stays in it until it is sent or closed. */
export function Modal({ views, left }: Props) {
  const playground = usePlayground();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const view = views.at(-1);
  const back = () => left(views.slice(0, -1));
  const close = () => left([]);
  useShown(dialog, close);
  useKeptInside(dialog, view);
  if (!view) return null;
  const open: typeof playground.open = (side, place) => {
    close();
    playground.open(side, place);
  };
  return (
    <PlaygroundContext value={{ ...playground, open }}>
      <dialog
        ref={dialog}
        className="modal slack"
        aria-labelledby={title}
        onCancel={(event) => {
          event.preventDefault();
          back();
        }}
      >
        <header>
          {views.length > 1 ? (
            <button type="button" className="bare" aria-label="Back" onClick={back}>
              <Icon of="left" />
            </button>
          ) : (
            <img src="assets/icon.svg" alt="" width="22" height="22" />
          )}
          <h2 id={title}>{plain(view.title)}</h2>
          <button type="button" className="bare" aria-label="Close" onClick={close}>
            <Icon of="close" />
          </button>
        </header>
        <Form key={view.id} view={view} cancel={back} />
      </dialog>
    </PlaygroundContext>
  );
}

/** Shows the dialog as long as it is there, and gives the keyboard back to what had it before. */
function useShown(dialog: RefObject<HTMLDialogElement | null>, close: () => void) {
  const latest = useRef(close);
  latest.current = close;
  useLayoutEffect(() => {
    const shown = dialog.current;
    const closed = () => latest.current(); // the browser closes it where Escape is pressed again and again
    shown?.showModal();
    shown?.addEventListener("close", closed);
    return () => {
      shown?.removeEventListener("close", closed);
      shown?.close();
    };
  }, [dialog]);
}

/** Puts the keyboard into what is new: its first field, or else its text; also where a press took the pressed button away. */
function useKeptInside(dialog: RefObject<HTMLDialogElement | null>, view: SlackView | undefined) {
  const known = useRef("");
  useEffect(() => {
    const isNew = known.current !== view?.id;
    known.current = view?.id ?? "";
    const held = dialog.current?.querySelector(".inputs")?.contains(document.activeElement);
    if (!isNew && held) return;
    const first = dialog.current?.querySelector<HTMLElement>(".inputs :is(input, textarea, select)");
    (first ?? dialog.current?.querySelector<HTMLElement>(".inputs"))?.focus();
  }, [dialog, view]);
}

function Form({ view, cancel }: { view: SlackView; cancel: () => void }) {
  const { me } = usePlayground();
  const [errors, setErrors] = useState<{ [input: string]: string }>({});
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const given = new FormData(event.currentTarget);
    const answers = Object.fromEntries([...given].map(([name, value]) => [name, String(value)]));
    setBusy(true);
    const outcome = await act("slack/submit", { as: me.id, view: view.id, answers });
    setBusy(false);
    setProblem("error" in outcome ? outcome.error : "");
    setErrors("error" in outcome ? {} : (outcome.errors ?? {}));
  };
  const press = async (actionId: string, choice: string | null) => {
    const outcome = await act("slack/press-in-view", { as: me.id, view: view.id, action_id: actionId, choice });
    setProblem("error" in outcome ? outcome.error : "");
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className="inputs" tabIndex={-1} aria-live="polite">
        <Press value={press}>
          {view.blocks.map((block) =>
            block["type"] === "input" ? (
              <Input key={String(block["block_id"])} block={block} error={errors[String(block["block_id"])]} />
            ) : (
              <Blocks key={String(block["block_id"])} blocks={[block]} />
            ),
          )}
        </Press>
      </div>
      <footer>
        {problem && <span role="alert">{problem}</span>}
        <button type="button" className="button" onClick={cancel}>
          {plain(view.close ?? undefined) || "Cancel"}
        </button>
        {view.submit && (
          <button type="submit" className="button primary" aria-disabled={busy}>
            {plain(view.submit)}
          </button>
        )}
      </footer>
    </form>
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
