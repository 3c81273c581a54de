package io.tracewright.clickhouse.block;

import java.util.ArrayList;
import java.util.List;

/** A recursive-descent parser of {@code Name(argument, …)}. */
final class TypeParser {
  private static final int MAX_DEPTH = 32;

  private final String text;
  private int position;
  private int depth;

  TypeParser(String text) {
    this.text = text;
  }

  TypeExpression parse() {
    TypeExpression result = expression();
    if (result.isLiteral()) {
      throw error("a type name is expected");
    }
    if (!result.literal().isEmpty()) {
      throw error("'" + result.literal() + "' stands in front of the type");
    }
    if (position < text.length()) {
      throw error("unexpected '" + text.charAt(position) + "'");
    }
    return result;
  }

  private TypeExpression expression() {
    if (++depth > MAX_DEPTH) {
      throw error("nested deeper than " + MAX_DEPTH);
    }
    List<String> words = new ArrayList<>();
    List<TypeExpression> arguments = List.of();
    boolean hasArguments = false;
    skipSpaces();
    while (position < text.length() && !hasArguments) {
      char c = text.charAt(position);
      if (c == ',' || c == ')') {
        break;
      }
      if (c == '(') {
        arguments = arguments();
        hasArguments = true;
      } else {
        words.add(word(c));
      }
      skipSpaces();
    }
    depth--;
    return build(words, arguments, hasArguments);
  }

  private TypeExpression build(
      List<String> words, List<TypeExpression> arguments, boolean hasArguments) {
    if (words.isEmpty()) {
      throw error("a type or value is missing");
    }
    int last = words.size() - 1;
    boolean named = Character.isLetter(words.get(last).charAt(0)) && !words.contains("=");
    if (!named) {
      if (hasArguments) {
        throw error("'" + words.get(last) + "' takes no arguments");
      }
      return new TypeExpression(String.join(" ", words), "", List.of());
    }
    return new TypeExpression(String.join(" ", words.subList(0, last)), words.get(last), arguments);
  }

  private List<TypeExpression> arguments() {
    List<TypeExpression> result = new ArrayList<>();
    do {
      position++;
      result.add(expression());
    } while (position < text.length() && text.charAt(position) == ',');
    if (position == text.length()) {
      throw error("')' is missing");
    }
    position++;
    return result;
  }

  private String word(char first) {
    int start = position;
    if (first == '\'' || first == '`') {
      quoted(first);
    } else if (first == '=') {
      position++;
    } else if (isWordPart(first)) {
      while (position < text.length() && isWordPart(text.charAt(position))) {
        position++;
      }
    } else {
      throw error("unexpected '" + first + "'");
    }
    return text.substring(start, position);
  }

  private void quoted(char quote) {
    position++;
    while (position < text.length() && text.charAt(position) != quote) {
      position += text.charAt(position) == '\\' ? 2 : 1;
    }
    if (position >= text.length()) {
      throw error("the closing " + quote + " is missing");
    }
    position++;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  private void skipSpaces() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private IllegalArgumentException error(String message) {
    return new IllegalArgumentException(
        "Malformed ClickHouse type '" + text + "' at position " + position + ": " + message + ".");
  }
}
