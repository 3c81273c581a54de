package io.tracewright.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.clickhouse.block.ArrayColumn;
import io.tracewright.clickhouse.block.BoolColumn;
import io.tracewright.clickhouse.block.Column;
import io.tracewright.clickhouse.block.Float64Column;
import io.tracewright.clickhouse.block.Int32Column;
import io.tracewright.clickhouse.block.Int64Column;
import io.tracewright.clickhouse.block.JsonColumn;
import io.tracewright.clickhouse.block.NativeBlock;
import io.tracewright.clickhouse.block.NullableColumn;
import io.tracewright.clickhouse.block.StringColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any rows of any supported schema come back through clickhouse-jdbc as they were written. */
class RoundTripITCase {
  private static final int MAX_DEPTH = 2;
  private static final int MAX_ROWS = 20;

  private static TestServer server;

  /** A schema and its rows, column by column. */
  record Table(List<TypeModel> types, int rows, List<List<Object>> columns) {}

  @BeforeContainer
  static void start() {
    server = TestServer.start();
  }

  @AfterContainer
  static void stop() throws Exception {
    server.close();
  }

  @Property(tries = 120, shrinking = ShrinkingMode.OFF)
  void what_is_written_is_read(@ForAll("tables") Table table) throws Exception {
    TableSchema schema = schema(table);
    NativeBlock block = new NativeBlock(schema.columns());
    fill(block, table);
    int emptyBytes = block.toBytes().length;
    block.reset();
    fill(block, table);
    assertThat(block.toBytes()).hasSize(emptyBytes);
    assertThat(block.rows()).isEqualTo(table.rows());
    send(schema, block);
    assertThat(read(table)).isEqualTo(table.columns());
  }

  @Example
  void json_is_parsed_by_the_server() throws Exception {
    TableSchema schema =
        TableSchema.builder()
            .column("row", "UInt32")
            .column("doc", "JSON")
            .column("docs", "Array(JSON)")
            .build();
    NativeBlock block = new NativeBlock(schema.columns());
    block.column("row", Int32Column.class).append(0);
    block.column("doc", JsonColumn.class).append("{\"a\":{\"b\":42},\"s\":\"x\"}");
    block.column("docs", Column.class).appendDefault();
    send(schema, block);
    assertThat(server.queryLong("SELECT doc.a.b::Int64 FROM round_trip")).isEqualTo(42);
    assertThat(server.queryLong("SELECT doc.s::String = 'x' FROM round_trip")).isEqualTo(1);
  }

  @Example
  void json_in_paths_is_the_same_document_as_json_in_text() throws Exception {
    TableSchema schema =
        TableSchema.builder()
            .column("row", "UInt32")
            .column("text", "JSON")
            .column("paths", "JSON")
            .build();
    NativeBlock block = new NativeBlock(schema.columns());
    JsonColumn text = block.column("text", JsonColumn.class);
    JsonColumn paths = block.column("paths", JsonColumn.class);
    StringColumn name = paths.path("user.name", "String", StringColumn.class);
    Int64Column age = paths.path("user.age", "Int64", Int64Column.class);
    Float64Column score = paths.path("score", "Float64", Float64Column.class);
    BoolColumn active = paths.path("active", "Bool", BoolColumn.class);
    ArrayColumn tags = paths.path("tags", "Array(Nullable(String))", ArrayColumn.class);
    for (int row = 0; row < 100; row++) {
      block.column("row", Int32Column.class).append(row);
      List<String> members = new ArrayList<>();
      if (row % 2 == 0) {
        members.add("\"user\":{\"name\":\"n" + row + "\",\"age\":" + row + "}");
        name.append("n" + row);
        age.append(row);
      }
      if (row % 3 == 0) {
        members.add("\"score\":" + (row + 0.5) + ",\"active\":" + (row % 9 == 0));
        score.append(row + 0.5);
        active.append(row % 9 == 0);
      }
      if (row % 5 == 0) {
        members.add("\"tags\":[\"t\",null]");
        NullableColumn elements = tags.elements(NullableColumn.class);
        elements.values(StringColumn.class).append("t");
        elements.appendNull();
        tags.endRow();
      }
      text.append("{" + String.join(",", members) + "}");
      paths.endRow();
    }
    send(schema, block);
    assertThat(server.queryLong("SELECT countIf(toString(text) = toString(paths)) FROM round_trip"))
        .isEqualTo(100);
    assertThat(
            server.queryLong(
                "SELECT countIf(JSONAllPathsWithTypes(text) = JSONAllPathsWithTypes(paths)) FROM round_trip"))
        .isEqualTo(100);
    assertThat(server.queryLong("SELECT sum(paths.user.age::Int64) FROM round_trip WHERE row < 5"))
        .isEqualTo(6);
  }

  @Provide
  Arbitrary<Table> tables() {
    return TypeModel.any(MAX_DEPTH)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .flatMap(
            types ->
                Arbitraries.integers()
                    .between(0, MAX_ROWS)
                    .flatMap(rows -> columns(types, rows).map(c -> new Table(types, rows, c))));
  }

  private static Arbitrary<List<List<Object>>> columns(List<TypeModel> types, int rows) {
    List<Arbitrary<List<Object>>> columns =
        types.stream()
            .<Arbitrary<List<Object>>>map(type -> type.values().list().ofSize(rows))
            .toList();
    return Combinators.combine(columns).as(values -> values);
  }

  private static TableSchema schema(Table table) {
    TableSchema.Builder schema = TableSchema.builder().column("row", "UInt32");
    for (int i = 0; i < table.types().size(); i++) {
      schema.column("c" + i, table.types().get(i).type());
    }
    return schema.build();
  }

  private static void fill(NativeBlock block, Table table) {
    for (int row = 0; row < table.rows(); row++) {
      block.column("row", Int32Column.class).append(row);
      for (int i = 0; i < table.types().size(); i++) {
        Column column = block.column("c" + i, Column.class);
        table.types().get(i).appender().accept(column, table.columns().get(i).get(row));
      }
    }
  }

  private static void send(TableSchema schema, NativeBlock block) throws Exception {
    String definitions =
        String.join(", ", schema.columns().stream().map(c -> c.name() + " " + c.type()).toList());
    server.execute(
        "DROP TABLE IF EXISTS round_trip",
        "CREATE TABLE round_trip (" + definitions + ") ENGINE = MergeTree ORDER BY row");
    SinkSpec<Long> spec =
        new SinkSpec<>(
            server.options(),
            "round_trip",
            new SchemaOnly(schema),
            1,
            RetryPolicy.DEFAULT,
            false,
            0,
            Map.of());
    try (InsertTransport transport = new ClientTransport(spec)) {
      BlockBuffer buffer = new BlockBuffer();
      block.writeTo(buffer);
      transport.insert(new InsertRequest("token", "", block.rows(), buffer));
    }
  }

  private static List<List<Object>> read(Table table) throws SQLException {
    List<List<Object>> columns = new ArrayList<>();
    table.types().forEach(type -> columns.add(new ArrayList<>()));
    try (Connection connection = server.jdbc();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM round_trip ORDER BY row")) {
      while (rows.next()) {
        for (int i = 0; i < columns.size(); i++) {
          columns.get(i).add(JdbcValues.normalize(rows.getObject(i + 2)));
        }
      }
    }
    return columns;
  }

  /** An encoder that is only asked for its schema. */
  private record SchemaOnly(TableSchema schema) implements BatchEncoder<Long> {
    @Override
    public String deduplicationToken(Long batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String label(Long batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void encode(Long batch, NativeBlock block) {
      throw new UnsupportedOperationException();
    }
  }
}
