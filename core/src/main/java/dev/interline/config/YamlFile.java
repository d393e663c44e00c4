package dev.interline.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML from the parser's events: they know their lines, and nothing but text, lists and sections comes out of
 * them, so there are no types to be wrong about. Anchors may be used; tags and several documents may not.
 */
final class YamlFile {
    private static final int DEEPEST = 50;
    /** Far above any real file: anchors inside anchors would otherwise grow without bound. */
    private static final int MOST_NODES = 100_000;

    private final Place file;
    private final Iterator<Event> events;
    private final Map<Anchor, Node> anchors = new HashMap<>();
    private int nodes;

    private YamlFile(String text, Place file) {
        this.file = file;
        LoadSettings settings = LoadSettings.builder().setLabel(file.source()).build();
        this.events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    static Node.Branch read(String text, String source) {
        Place file = new Place(source, 0);
        try {
            return new YamlFile(text, file).document();
        } catch (MarkedYamlEngineException e) {
            // not kept as the cause: its message quotes the file, which may hold secrets
            throw new ConfigException(place(file, e.getProblemMark()) + ": not YAML: " + words(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new ConfigException(file + ": not YAML: it holds characters that no text has");
        }
    }

    /** The parser's words, with advice where a value was taken for something else. */
    private static String words(String problem) {
        if (problem.contains("tag handle")) {
            return "a value that begins with ! must be quoted";
        }
        return problem.contains("but got {")
                ? "inside { } and [ ] a value with ${…} must be quoted, as in {api-key: \"${KEY}\"}"
                : problem;
    }

    private Node.Branch document() {
        Node root = null;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentStart, DocumentEnd -> {}
                default -> {
                    if (root != null) {
                        throw wrong(event, "a second document begins here; put everything into the first one");
                    }
                    root = node(event, place(file, event.getStartMark()), 0);
                }
            }
        }
        if (root == null || (root instanceof Node.Word word && word.text().isEmpty())) {
            throw new ConfigException(file + ": the file is empty; it needs at least the section models");
        }
        if (root instanceof Node.Branch branch) {
            return branch;
        }
        throw new ConfigException(
                root.place() + ": the file must hold sections such as deployments and models, not " + root.kind());
    }

    private Node node(Event event, Place place, int depth) {
        if (depth > DEEPEST || ++nodes > MOST_NODES) {
            throw wrong(event, "the file is nested too deeply or too large");
        }
        if (event instanceof AliasEvent alias) {
            return named(alias, place);
        }
        Node node;
        if (event instanceof ScalarEvent scalar) {
            untagged(event, scalar.getTag());
            boolean nothing = scalar.isPlain() && scalar.getValue().matches("~|null|Null|NULL");
            node = Node.Word.written(nothing ? "" : scalar.getValue(), place);
        } else if (event.getEventId() == Event.ID.SequenceStart) {
            untagged(event, ((CollectionStartEvent) event).getTag());
            node = items(place, depth);
        } else {
            untagged(event, ((CollectionStartEvent) event).getTag());
            node = branch(place, depth);
        }
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private Node named(AliasEvent alias, Place place) {
        Node known = anchors.get(alias.getAlias());
        if (known == null) {
            throw wrong(alias, "a value that begins with * must be quoted, or name an anchor (&) above it");
        }
        nodes += size(known);
        if (known instanceof Node.Word word) {
            return Node.Word.written(word.text(), place);
        }
        return known;
    }

    private static int size(Node node) {
        int size = 1;
        if (node instanceof Node.Items items) {
            for (Node item : items.nodes()) {
                size += size(item);
            }
        } else if (node instanceof Node.Branch branch) {
            for (Node item : branch.nodes().values()) {
                size += size(item);
            }
        }
        return size;
    }

    private Node.Items items(Place place, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, place(file, event.getStartMark()), depth + 1));
        }
        return new Node.Items(items, place);
    }

    private Node.Branch branch(Place place, int depth) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw wrong(event, "a key must be a single word");
            }
            // a value stands where its key does: for a section that is the line one looks for
            Place at = place(file, key.getStartMark());
            Node before = entries.get(key.getValue());
            if (before != null) {
                throw wrong(
                        key,
                        "the key " + key.getValue() + " was given before, in line "
                                + before.place().line() + "; remove one of them");
            }
            entries.put(key.getValue(), node(events.next(), at, depth + 1));
        }
        return new Node.Branch(entries, place);
    }

    private void untagged(Event event, Optional<String> tag) {
        if (tag.isPresent() && !tag.get().startsWith("tag:yaml.org,2002:")) {
            throw wrong(event, "a value that begins with ! must be quoted");
        }
    }

    private ConfigException wrong(Event event, String what) {
        return new ConfigException(place(file, event.getStartMark()) + ": " + what);
    }

    private static Place place(Place file, Optional<Mark> mark) {
        return mark.map(at -> file.line(at.getLine() + 1)).orElse(file);
    }
}
