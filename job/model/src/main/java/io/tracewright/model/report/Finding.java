package io.tracewright.model.report;

import java.io.Serializable;

/**
 * Something that a check found.
 *
 * @param check name of the check, for example {@code orphans}
 * @param severity how much it weighs
 * @param count rows, traces or values concerned, at least 0
 * @param text what was found, in one sentence that a person understands, figures included
 * @param sql query that shows it, runnable as it stands; empty: none does
 */
public record Finding(String check, Severity severity, long count, String text, String sql)
    implements Serializable {}
