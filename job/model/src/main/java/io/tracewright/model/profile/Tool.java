package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * An entry of the tool catalogue.
 *
 * @param name value of {@code operation_name} and {@code tool_invocations}
 * @param type {@code query}, {@code action}, {@code analysis} or {@code external_api}
 * @param latencyMs law of a call's duration, milliseconds
 * @param failureRate probability that one call fails and is tried again, 0 to 1
 * @param costUsd price of one call, US dollars
 * @param auth kind of authentication, for example {@code api_key}; null: {@code none}
 * @param rateLimitPerMinute calls a minute that the tool admits; 0: no limit
 */
public record Tool(
    String name,
    String type,
    Law latencyMs,
    double failureRate,
    double costUsd,
    String auth,
    int rateLimitPerMinute)
    implements Serializable {

  public Tool {
    auth = auth == null ? "none" : auth;
  }
}
