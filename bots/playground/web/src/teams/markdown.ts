import MarkdownIt from "markdown-it";

const renderer = new MarkdownIt("commonmark", { html: false, breaks: true });

/** Markdown as HTML; HTML in it stays text. */
export function markdown(text: string): string {
  return renderer.render(text);
}
