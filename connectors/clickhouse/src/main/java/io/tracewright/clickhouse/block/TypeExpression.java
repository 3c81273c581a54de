package io.tracewright.clickhouse.block;

import java.util.ArrayList;
import java.util.List;

/**
 * A parsed ClickHouse type: a name and its arguments, such as {@code Map(String, Array(UInt8))}.
 *
 * <p>An argument that is not a type itself (a precision, a time zone, {@code 'a' = 1}, the name of
 * a tuple's element) is kept as {@code literal} text, in front of the type if there is one. {@link
 * #toString()} gives ClickHouse's own spelling, so two spellings of one type compare equal.
 *
 * @param literal text in front of the type or in place of it; empty if there is none
 * @param name the type's name; empty if the argument is only a literal
 */
record TypeExpression(String literal, String name, List<TypeExpression> arguments) {

  TypeExpression {
    arguments = List.copyOf(arguments);
  }

  /**
   * Parses a type string.
   *
   * @throws IllegalArgumentException naming the type string and the position of the error
   */
  static TypeExpression parse(String type) {
    return new Parser(type).parse();
  }

  TypeExpression argument(int index) {
    return arguments.get(index);
  }

  boolean isLiteral() {
    return name.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    appendTo(text);
    return text.toString();
  }

  private void appendTo(StringBuilder text) {
    text.append(literal);
    if (!literal.isEmpty() && !name.isEmpty()) {
      text.append(' ');
    }
    text.append(name);
    if (!arguments.isEmpty()) {
      text.append('(');
      for (int i = 0; i < arguments.size(); i++) {
        if (i > 0) {
          text.append(", ");
        }
        arguments.get(i).appendTo(text);
      }
      text.append(')');
    }
  }

  /** A recursive-descent parser of {@code Name(argument, …)}. */
  private static final class Parser {
    private static final int MAX_DEPTH = 32;

    private final String text;
    private int position;
    private int depth;

    Parser(String text) {
      this.text = text;
    }

    TypeExpression parse() {
      TypeExpression result = expression();
      if (result.isLiteral()) {
        throw error("a type name is expected");
      }
      if (!result.literal.isEmpty()) {
        throw error("'" + result.literal + "' stands in front of the type");
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
      return new TypeExpression(
          String.join(" ", words.subList(0, last)), words.get(last), arguments);
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
          "Malformed ClickHouse type '"
              + text
              + "' at position "
              + position
              + ": "
              + message
              + ".");
    }
  }
}
