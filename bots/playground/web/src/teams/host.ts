// How Teams wants its cards to look. Colours come from teams.css, so that they follow light and dark.

/** A link that opens a channel in Teams; its first group is the channel's id. */
export const CHANNEL_LINK = /^https:\/\/teams\.microsoft\.com\/l\/channel\/([^/?]+)/;

const colour = (name: string) => ({ default: `var(--card-${name})`, subtle: `var(--card-${name}-subtle)` });

const colours = {
  default: colour("text"),
  dark: colour("text"),
  light: colour("text"),
  accent: colour("accent"),
  good: colour("good"),
  warning: colour("warning"),
  attention: colour("attention"),
};

const container = (name: string) => ({ backgroundColor: `var(--card-${name}-back)`, foregroundColors: colours });

export const HOST = {
  supportsInteractivity: true,
  fontFamily: "inherit",
  spacing: { small: 6, default: 10, medium: 14, large: 18, extraLarge: 24, padding: 12 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  fontSizes: { small: 12, default: 14, medium: 14, large: 17, extraLarge: 20 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: container("default"),
    emphasis: container("emphasis"),
    accent: container("emphasis"),
    good: container("emphasis"),
    attention: container("emphasis"),
    warning: container("emphasis"),
  },
  actions: {
    maxActions: 6,
    spacing: "default",
    buttonSpacing: 8,
    showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" },
    actionsOrientation: "horizontal",
    actionAlignment: "left",
  },
  adaptiveCard: { allowCustomStyle: false },
  factSet: {
    title: { color: "default", size: "default", weight: "bolder", wrap: true, maxWidth: 150 },
    value: { color: "default", size: "default", weight: "default", wrap: true },
    spacing: 12,
  },
  textBlock: { headingLevel: 3 },
  inputs: {
    label: {
      requiredInputs: { color: "default", size: "default", weight: "bolder", suffix: "" },
      optionalInputs: { color: "default", size: "default", weight: "bolder" },
    },
    errorMessage: { color: "attention", size: "small" },
  },
  table: { cellSpacing: 8 },
};
