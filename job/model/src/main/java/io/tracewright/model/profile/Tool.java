package io.tracewright.model.profile;

import java.io.Serializable;
import java.util.List;

/**
 * An entry of the tool catalogue.
 *
 * @param name value of {@code operation_name} and {@code tool_invocations}
 * @param type {@code query}, {@code action}, {@code analysis} or {@code external_api}
 * @param latencyMs law of a call's duration, milliseconds
 * @param failureRate probability that one call fails and is tried again, 0 to 1
 * @param costUsd price of one call, US dollars
 * @param auth kind of authentication, for example {@code api_key}; null: {@code none}
 * @param rateLimitPerMinute calls a minute that the tool admits; what demand exceeds it is refused
 *     with {@code rate_limit}; 0: no limit
 * @param timeoutMs longest call, milliseconds: one that would take longer fails then with {@code
 *     timeout} and is tried again; 0: no limit
 * @param concurrency calls that it serves at a time; when demand comes near, calls wait; 0: no
 *     limit
 * @param replicationLagMs law of the age of what a query reads, milliseconds; null: always fresh
 * @param dependsOn tools that it needs: their incidents reach it
 * @param fallback tool that is called when this has failed three times; empty: none
 * @param arguments fields of its arguments
 * @param result fields of its result
 */
public record Tool(
    String name,
    String type,
    Law latencyMs,
    double failureRate,
    double costUsd,
    String auth,
    int rateLimitPerMinute,
    int timeoutMs,
    int concurrency,
    Law replicationLagMs,
    List<String> dependsOn,
    String fallback,
    List<Field> arguments,
    List<Field> result)
    implements Serializable {

  public Tool {
    auth = auth == null ? "none" : auth;
    dependsOn = dependsOn == null ? List.of() : List.copyOf(dependsOn);
    fallback = fallback == null ? "" : fallback;
    arguments = arguments == null ? List.of() : List.copyOf(arguments);
    result = result == null ? List.of() : List.copyOf(result);
  }
}
