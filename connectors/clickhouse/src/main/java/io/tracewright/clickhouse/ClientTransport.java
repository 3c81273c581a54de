package io.tracewright.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import io.tracewright.clickhouse.block.ColumnDefinition;
import java.util.List;
import java.util.Map;

/** Sends blocks with ClickHouse's own client over HTTP. */
final class ClientTransport implements InsertTransport {
  private final Client client;
  private final String quotedTable;
  private final List<String> quotedColumns;
  private final Map<String, String> settings;

  ClientTransport(SinkSpec<?> spec) {
    this.client = Clients.open(spec.options(), spec.maxInFlight());
    this.quotedTable = spec.tableName().quoted();
    this.quotedColumns =
        spec.encoder().schema().columns().stream()
            .map(ColumnDefinition::name)
            .map(TableName::quote)
            .toList();
    this.settings = InsertSettingsPolicy.merge(spec.settings());
  }

  @Override
  public void insert(InsertRequest request) throws Exception {
    InsertSettings insertSettings = new InsertSettings();
    settings.forEach(insertSettings::serverSetting);
    insertSettings.serverSetting(InsertSettingsPolicy.TOKEN, request.token());
    // The client throws what the server answered; a response is nothing but good news.
    client
        .insert(
            quotedTable,
            quotedColumns,
            request.block()::copyTo,
            ClickHouseFormat.Native,
            insertSettings)
        .get()
        .close();
  }

  @Override
  public void close() {
    client.close();
  }
}
