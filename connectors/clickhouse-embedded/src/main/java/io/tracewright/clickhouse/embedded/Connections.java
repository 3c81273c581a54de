package io.tracewright.clickhouse.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each request a connection with its settings on it.
 *
 * <p>A request without a session has a new connection, thrown away afterwards, so nothing it sets
 * can reach another. A session is a connection kept under its name: what its statements set and its
 * temporary tables stay, while the settings and the database in a request's URL are taken back.
 */
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final int MAX_SESSIONS = 64;

  private final Engine engine;
  private final LongSupplier nanoClock;
  private final Map<String, Session> sessions = new HashMap<>();

  Connections(Engine engine, LongSupplier nanoClock) {
    this.engine = engine;
    this.nanoClock = nanoClock;
  }

  /** A connection for one request; the caller closes the lease. */
  Lease lease(QueryParameters parameters, boolean readOnly) throws EngineException {
    if (readOnly) {
      var unused = parameters.readOnlyMode(); // in a session, too, refuses what would end it
    }
    if (parameters.sessionId().isPresent()) {
      return leaseSession(parameters, parameters.sessionId().get());
    }
    EngineConnection connection = engine.connect();
    try {
      QuerySettings.apply(parameters, connection, readOnly);
      return new Lease(connection, connection::close);
    } catch (EngineException e) {
      connection.close();
      throw e;
    }
  }

  /** Ends all sessions; none may be in use. */
  synchronized void close() {
    sessions.values().forEach(session -> session.connection.close());
    sessions.clear();
  }

  private Lease leaseSession(QueryParameters parameters, String id) throws EngineException {
    Session session = occupy(parameters, id);
    try {
      String restore = session.restoreStatement(parameters.settings());
      String database = session.text("SELECT currentDatabase() FORMAT TSVRaw");
      QuerySettings.apply(parameters, session.connection, false);
      return new Lease(
          session.connection,
          () -> {
            try {
              if (!restore.isEmpty()) {
                session.connection.execute(restore, "Null");
              }
              if (parameters.database().isPresent()) {
                session.connection.execute("USE " + SqlText.quoteIdentifier(database), "Null");
              }
              free(session, parameters.sessionTimeoutSeconds());
            } catch (EngineException e) {
              LOG.warn("ending session {}, which cannot be restored: {}", id, e.getMessage());
              drop(id, session);
            }
          });
    } catch (EngineException e) {
      // Some settings may be on it and some not.
      drop(id, session);
      throw e;
    }
  }

  private synchronized Session occupy(QueryParameters parameters, String id)
      throws EngineException {
    expire();
    Session session = sessions.get(id);
    if (session == null) {
      if (parameters.sessionMustExist()) {
        throw EngineException.of(
            EngineException.SESSION_NOT_FOUND, "SESSION_NOT_FOUND", "Session " + id + " not found");
      }
      if (sessions.size() >= MAX_SESSIONS) {
        throw EngineException.of(
            EngineException.TOO_MANY_SIMULTANEOUS_QUERIES,
            "TOO_MANY_SIMULTANEOUS_QUERIES",
            "Too many sessions. Maximum: " + MAX_SESSIONS);
      }
      session = new Session(engine.connect());
      sessions.put(id, session);
    }
    if (session.inUse) {
      throw EngineException.of(
          EngineException.SESSION_IS_LOCKED,
          "SESSION_IS_LOCKED",
          "Session " + id + " is locked by a concurrent client");
    }
    session.inUse = true;
    return session;
  }

  private synchronized void free(Session session, int timeoutSeconds) {
    session.inUse = false;
    session.expiresNs = nanoClock.getAsLong() + timeoutSeconds * 1_000_000_000L;
  }

  private synchronized void drop(String id, Session session) {
    sessions.remove(id);
    session.connection.close();
  }

  private void expire() {
    long nowNs = nanoClock.getAsLong();
    for (Iterator<Session> each = sessions.values().iterator(); each.hasNext(); ) {
      Session session = each.next();
      if (!session.inUse && session.expiresNs - nowNs < 0) {
        each.remove();
        session.connection.close();
      }
    }
  }

  /** A connection on loan. */
  static final class Lease implements AutoCloseable {

    private final EngineConnection connection;
    private final Runnable giveBack;

    Lease(EngineConnection connection, Runnable giveBack) {
      this.connection = connection;
      this.giveBack = giveBack;
    }

    EngineConnection connection() {
      return connection;
    }

    @Override
    public void close() {
      giveBack.run();
    }
  }

  /** A named connection; guarded by {@link Connections}. */
  private static final class Session {

    private final EngineConnection connection;
    private boolean inUse;
    private long expiresNs;

    Session(EngineConnection connection) {
      this.connection = connection;
    }

    /** The statement that sets {@code settings} back to what they are now. */
    String restoreStatement(Map<String, String> settings) throws EngineException {
      if (settings.isEmpty()) {
        return "";
      }
      StringJoiner names = new StringJoiner(", ");
      settings.keySet().forEach(name -> names.add(SqlText.quote(name)));
      String assignments =
          text(
              "SELECT arrayStringConcat(groupArray('`' || name || '` = ' || if(changed, '\\'' ||"
                  + " replaceAll(replaceAll(value, '\\\\', '\\\\\\\\'), '\\'', '\\\\\\'') ||"
                  + " '\\'', 'DEFAULT')), ', ') FROM system.settings WHERE name IN ("
                  + names
                  + ") FORMAT TSVRaw");
      return assignments.isEmpty() ? "" : "SET " + assignments;
    }

    String text(String sql) throws EngineException {
      return new String(connection.execute(sql, "TSVRaw").body(), UTF_8).stripTrailing();
    }
  }
}
