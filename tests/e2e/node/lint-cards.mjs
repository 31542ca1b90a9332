// Reads Adaptive Cards as a JSON array from standard input, parses them with Microsoft's own library, and writes what it
// complains of: for each card an array of sentences.
import { readFileSync } from "node:fs";
import library from "adaptivecards/dist/adaptivecards.js";

const { AdaptiveCard, SerializationContext, Versions } = library;

function complaints(json) {
  const context = new SerializationContext(Versions.v1_5);
  const card = new AdaptiveCard();
  card.parse(json, context);
  const parsing = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  const validation = card.validateProperties().validationEvents.map((event) => event.message);
  return [...parsing, ...validation];
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(complaints)));
