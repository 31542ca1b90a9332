import { useCallback, useEffect, useState } from "react";
import { Icon } from "./icons";

export interface Toast {
  id: number;
  kind: "error" | "note";
  says: string;
}

/** Long enough to read a sentence twice. */
const SHOWN_MS = 9_000;

let last = 0;

export function useToasts() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const drop = useCallback((id: number) => setToasts((now) => now.filter((toast) => toast.id !== id)), []);
  const tell = useCallback((kind: Toast["kind"], says: string) => {
    const toast = { id: ++last, kind, says };
    setToasts((now) => [...now.filter((other) => other.says !== says), toast]);
  }, []);
  return { toasts, drop, tell };
}

export function Toasts({ toasts, drop }: { toasts: Toast[]; drop: (id: number) => void }) {
  return (
    <div className="toasts" aria-live="polite">
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} drop={drop} />
      ))}
    </div>
  );
}

function OneToast({ toast, drop }: { toast: Toast; drop: (id: number) => void }) {
  useEffect(() => {
    const timer = setTimeout(() => drop(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast.id, drop]);
  return (
    <div className={`toast ${toast.kind}`} role={toast.kind === "error" ? "alert" : "status"}>
      <span>{toast.says}</span>
      <button type="button" className="bare" aria-label="Dismiss" onClick={() => drop(toast.id)}>
        <Icon of="close" />
      </button>
    </div>
  );
}
