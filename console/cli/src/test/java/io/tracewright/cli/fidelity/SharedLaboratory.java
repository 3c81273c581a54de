package io.tracewright.cli.fidelity;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link Laboratory} of their JVM, which JUnit closes after the last. */
final class SharedLaboratory implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Laboratory.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(Namespace.create(Laboratory.class))
        .getOrComputeIfAbsent(Laboratory.class, key -> open(), Laboratory.class);
  }

  private static Laboratory open() {
    try {
      return new Laboratory();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
