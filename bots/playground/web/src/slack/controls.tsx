import { createContext, type KeyboardEvent, useContext, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { Json, JsonObject } from "../model";
import { Icon } from "../parts/icons";
import { usePopover } from "./popover";

/** Presses an element of the message: by its `action_id`, and for a menu with the value of the picked option. */
type PressIt = (actionId: string, choice: string | null) => Promise<void>;

const PressContext = createContext<PressIt>(async () => {});
export const Press = PressContext;

export function isControl(element: Json | undefined): element is JsonObject {
  if (element === null || typeof element !== "object" || Array.isArray(element)) return false;
  return ["button", "static_select", "overflow"].includes(String(element["type"]));
}

/** A button or a menu. */
export function Control({ element }: { element: JsonObject }) {
  switch (element["type"]) {
    case "button":
      return <Button element={element} />;
    case "static_select":
    case "overflow":
      return <Menu element={element} />;
    case "feedback_buttons":
      return <FeedbackButtons element={element} />;
    default:
      return <span className="unknown">[{String(element["type"])}]</span>;
  }
}

function usePress(element: JsonObject): [(choice: string | null) => Promise<void>, boolean] {
  const press = useContext(PressContext);
  const [busy, setBusy] = useState(false);
  const pressed = async (choice: string | null) => {
    setBusy(true);
    await press(String(element["action_id"]), choice);
    setBusy(false);
  };
  return [pressed, busy];
}

function Button({ element }: { element: JsonObject }) {
  const [press, busy] = usePress(element);
  return (
    <button
      type="button"
      className={`button ${String(element["style"] ?? "")}`}
      // not disabled while it works: that would take the keyboard away from it
      aria-disabled={busy}
      onClick={() => void (busy || press(null))}
    >
      {plain(element["text"])}
    </button>
  );
}

/** Two small buttons, of which one agrees: Slack draws a thumb up and a thumb down. */
function FeedbackButtons({ element }: { element: JsonObject }) {
  const [press, busy] = usePress(element);
  const pair: [string, Json | undefined][] = [
    ["👍", element["positive_button"]],
    ["👎", element["negative_button"]],
  ];
  return (
    <>
      {pair.map(([thumb, button]) => {
        const { text, value, accessibility_label: label } = button as JsonObject;
        return (
          <button
            key={thumb}
            type="button"
            className="bare"
            title={plain(text)}
            aria-label={String(label ?? plain(text))}
            aria-disabled={busy}
            onClick={() => void (busy || press(String(value)))}
          >
            {thumb}
          </button>
        );
      })}
    </>
  );
}

export interface Option {
  value: string;
  label: string;
  description: string;
  group: string;
}

export function optionsOf(element: JsonObject): Option[] {
  const read = (options: Json | undefined, group: string) =>
    records(options).map((option) => ({
      value: String(option["value"]),
      label: plain(option["text"]),
      description: plain(option["description"]),
      group,
    }));
  const groups = records(element["option_groups"]);
  return [...read(element["options"], ""), ...groups.flatMap((group) => read(group["options"], plain(group["label"])))];
}

/** A menu as a button that opens a list; letters narrow the list down. */
function Menu({ element }: { element: JsonObject }) {
  const [press, busy] = usePress(element);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const label = plain(element["placeholder"]) || "Choose";
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className="menu">
      <button
        ref={button}
        type="button"
        className="button"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-disabled={busy}
        onClick={() => setOpen((now) => !now)}
      >
        {label} <Icon of="down" size={12} />
      </button>
      {open && (
        <OptionList
          id={id}
          label={label}
          options={optionsOf(element)}
          anchor={button.current}
          close={close}
          pick={(value) => {
            close();
            void press(value);
          }}
        />
      )}
    </div>
  );
}

interface ListProps {
  id: string;
  label: string;
  options: Option[];
  anchor: HTMLElement | null;
  close: () => void;
  pick: (value: string) => void;
}

function OptionList({ id, label, options, anchor, close, pick }: ListProps) {
  const [filter, setFilter] = useState("");
  const [active, setActive] = useState(0);
  const panel = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const wanted = filter.trim().toLowerCase();
  const found = options.filter((one) => `${one.label} ${one.description}`.toLowerCase().includes(wanted));
  const at = Math.min(active, found.length - 1);

  usePopover(panel, anchor, close);
  useLayoutEffect(() => search.current?.focus(), []);
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [id, at]);

  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found[at];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setActive((at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(found.length, 1));
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      pick(chosen.value);
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      close();
    }
  };
  return (
    <div ref={panel} className="options" popover="manual">
      <input
        ref={search}
        type="text"
        role="combobox"
        aria-label={`${label}: find`}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        placeholder="Find…"
        value={filter}
        onChange={(event) => {
          setFilter(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={label}>
        {found.length === 0 && <p className="none">Nothing like that</p>}
        {found.map((option, position) => (
          <div key={`${option.group} ${option.value}`}>
            {option.group !== found[position - 1]?.group && option.group && (
              <div className="group" role="presentation">
                {option.group}
              </div>
            )}
            <div
              id={`${id}-${position}`}
              className="option"
              role="option"
              aria-selected={position === at}
              onClick={() => pick(option.value)}
              onPointerMove={() => setActive(position)}
            >
              <b>{option.label}</b>
              {option.description && <span>{option.description}</span>}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

function records(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as JsonObject[]) : [];
}

/** The text of a text object. */
export function plain(value: Json | undefined): string {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? String(value["text"] ?? "") : "";
}
