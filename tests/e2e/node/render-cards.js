// In a page with Microsoft's library: draws Adaptive Cards one below the other, and gives back for each what the library
// complains of, what stands there to read, how many fields there are to fill in, and how far it is wider than there is room.
globalThis.renderCards = (cards) => {
  const { AdaptiveCard, SerializationContext, Versions } = AdaptiveCards;
  return cards.map((json) => {
    const context = new SerializationContext(Versions.v1_5);
    const card = new AdaptiveCard();
    card.parse(json, context);
    const parsing = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
    const validation = card.validateProperties().validationEvents.map((event) => event.message);
    const drawn = document.body.appendChild(card.render());
    const fields = () => [...drawn.querySelectorAll("input, textarea, select")].filter((field) => field.checkVisibility()).length;
    const always = fields();
    // of a card's forms one is open at a time
    const inForms = [...drawn.querySelectorAll("button[aria-expanded]")].map((button) => {
      button.click();
      return fields() - always;
    });
    return {
      complaints: [...parsing, ...validation],
      says: drawn.innerText,
      fields: inForms.reduce((sum, count) => sum + count, always),
      tooWide: drawn.scrollWidth - drawn.clientWidth,
    };
  });
};
