package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Turns YAML text into a {@link YamlDocument} and trusts it with nothing.
 *
 * <p>It works on SnakeYAML's events, below the level at which tags make objects. Tags and duplicate
 * keys are reported and skipped; text, depth and the tree after expanding aliases are bounded (an
 * alias copies its anchor, so the bound ends a "billion laughs" early). An anchor exists once it is
 * complete, so an alias cannot contain itself.
 */
final class YamlParser {

  static final int MAX_CHARS = 1 << 20;
  static final int MAX_DEPTH = 32;
  static final int MAX_NODES = 100_000;

  private final Iterator<Event> events;
  private final String what;
  private final List<ProfileProblem> problems;
  private final Map<JsonPointer, Place> places = new HashMap<>();
  private final Map<String, JsonNode> anchors = new HashMap<>();
  private int nodes;

  private YamlParser(Iterator<Event> events, String what, List<ProfileProblem> problems) {
    this.events = events;
    this.what = what;
    this.problems = problems;
  }

  /**
   * The document, or null when the text is too broken to go on; what is wrong is added to the list.
   *
   * @param what what messages call the document, for example {@code profile}
   */
  static YamlDocument parse(String text, String what, List<ProfileProblem> problems) {
    if (text.length() > MAX_CHARS) {
      problems.add(problem(Place.START, sizeMessage(what, text.length())));
      return null;
    }
    try {
      Yaml yaml = new Yaml(new LoaderOptions());
      return new YamlParser(yaml.parse(new StringReader(text)).iterator(), what, problems)
          .document();
    } catch (Stop e) {
      problems.add(problem(e.place, e.getMessage()));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      String context = e.getContext() == null ? "" : e.getContext() + ", ";
      problems.add(
          problem(
              mark == null ? Place.START : place(mark),
              "broken YAML: " + context + e.getProblem()));
    } catch (YAMLException e) {
      problems.add(
          problem(Place.START, "broken YAML: " + e.getMessage().lines().findFirst().orElse("")));
    }
    return null;
  }

  private YamlDocument document() {
    skipTo(Event.ID.StreamStart);
    Event first = events.next();
    if (first.is(Event.ID.StreamEnd)) {
      throw new Stop(first, "the " + what + " is empty");
    }
    Event start = events.next();
    JsonNode root = node(start, JsonPointer.empty(), 0);
    skipTo(Event.ID.DocumentEnd);
    Event end = events.next();
    if (!end.is(Event.ID.StreamEnd)) {
      throw new Stop(end, "a second document begins here, a " + what + " is one document");
    }
    if (root.isNull()) {
      throw new Stop(start, "the " + what + " is empty");
    }
    if (!(root instanceof ObjectNode mapping)) {
      throw new Stop(start, "a " + what + " must be a mapping of keys to values");
    }
    return new YamlDocument(mapping, places);
  }

  private void skipTo(Event.ID id) {
    while (!events.next().is(id)) {
      // Nothing else carries content between documents.
    }
  }

  private JsonNode node(Event event, JsonPointer at, int depth) {
    count(event, 1);
    if (depth > MAX_DEPTH) {
      throw new Stop(event, "nested deeper than " + MAX_DEPTH + " levels");
    }
    if (event instanceof AliasEvent alias) {
      return copyOfAnchor(alias);
    }
    JsonNode node;
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar, scalar.getTag(), at);
      node =
          scalar.isPlain()
              ? YamlScalar.typed(scalar.getValue())
              : JsonNodeFactory.instance.textNode(scalar.getValue());
    } else if (event instanceof MappingStartEvent mapping) {
      refuseTag(mapping, mapping.getTag(), at);
      node = mapping(at, depth);
    } else {
      SequenceStartEvent sequence = (SequenceStartEvent) event;
      refuseTag(sequence, sequence.getTag(), at);
      node = sequence(at, depth);
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      anchors.put(anchor, node);
    }
    return node;
  }

  private ObjectNode mapping(JsonPointer at, int depth) {
    ObjectNode mapping = JsonNodeFactory.instance.objectNode();
    for (Event event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw new Stop(event, "a key must be plain text");
      }
      JsonPointer member = at.appendProperty(key.getValue());
      refuseTag(key, key.getTag(), member);
      Place first = places.get(member);
      if (mapping.has(key.getValue())) {
        problems.add(
            problem(
                place(key.getStartMark()), member, "duplicate key, first on line " + first.line()));
      }
      places.put(member, place(key.getStartMark()));
      JsonNode value = node(events.next(), member, depth + 1);
      mapping.set(key.getValue(), value);
    }
    return mapping;
  }

  private ArrayNode sequence(JsonPointer at, int depth) {
    ArrayNode sequence = JsonNodeFactory.instance.arrayNode();
    for (Event event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
      JsonPointer item = at.appendIndex(sequence.size());
      places.put(item, place(event.getStartMark()));
      sequence.add(node(event, item, depth + 1));
    }
    return sequence;
  }

  private JsonNode copyOfAnchor(AliasEvent alias) {
    JsonNode anchor = anchors.get(alias.getAnchor());
    if (anchor == null) {
      throw new Stop(alias, "alias '*" + alias.getAnchor() + "' has no anchor before it");
    }
    count(alias, size(anchor));
    return anchor.deepCopy();
  }

  private static int size(JsonNode node) {
    int size = 1;
    for (JsonNode child : node) {
      size += size(child);
    }
    return size;
  }

  private void count(Event event, int more) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw new Stop(event, String.format("more than %,d values, aliases expanded", MAX_NODES));
    }
  }

  private void refuseTag(NodeEvent event, String tag, JsonPointer at) {
    if (tag != null) {
      problems.add(problem(place(event.getStartMark()), at, "tag '" + tag + "' is not allowed"));
    }
  }

  private static String sizeMessage(String what, int chars) {
    return String.format("the %s has %,d characters, at most %,d are read", what, chars, MAX_CHARS);
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static ProfileProblem problem(Place place, String message) {
    return problem(place, JsonPointer.empty(), message);
  }

  private static ProfileProblem problem(Place place, JsonPointer at, String message) {
    return new ProfileProblem(place.line(), place.column(), DottedPath.of(at), message);
  }

  /** Ends parsing: nothing useful can be said about the rest. */
  private static final class Stop extends RuntimeException {
    private final transient Place place;

    Stop(Event event, String message) {
      super(message);
      this.place = place(event.getStartMark());
    }
  }
}
