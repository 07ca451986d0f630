// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import com.maxmind.db.CHMCache;
import com.maxmind.geoip2.DatabaseReader;
import com.maxmind.geoip2.exception.GeoIp2Exception;
import com.maxmind.geoip2.model.CityResponse;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.IpAddress;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Places by MaxMind's own API, as its documentation shows it. */
final class PlainPlaces {

  private static final double E6 = 1_000_000;

  private final DatabaseReader reader;
  private final String build;

  PlainPlaces() {
    try (InputStream in = sample()) {
      reader = new DatabaseReader.Builder(in).withCache(new CHMCache()).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    build = reader.metadata().databaseType() + "@" + reader.metadata().buildTime();
  }

  static InputStream sample() {
    return Objects.requireNonNull(MaxMindPlaces.class.getResourceAsStream("sample.mmdb"));
  }

  /** The event's part, its place without the autonomous system: that is another database there. */
  EventPart part(CloudEvent event) throws IOException {
    InetAddress address = event.clientIp() == null ? null : InetAddress.getByName(event.clientIp());
    return new EventPart(
        Ids.record(event.source(), event.id()),
        event.source(),
        event.id(),
        event.type(),
        event.time(),
        event.subject(),
        address == null ? null : IpAddress.truncated(address),
        address == null ? null : place(address),
        address == null ? null : build,
        event.data(),
        Keeping.DEFAULT.recordExpiry(event.time()));
  }

  private @Nullable Place place(InetAddress address) throws IOException {
    try {
      return reader.tryCity(address).map(PlainPlaces::place).orElse(null);
    } catch (GeoIp2Exception e) {
      throw new IOException(e);
    }
  }

  private static Place place(CityResponse city) {
    return new Place(
        city.country().isoCode(),
        city.leastSpecificSubdivision().name(),
        city.city().name(),
        e6(city.location().latitude()),
        e6(city.location().longitude()),
        null);
  }

  private static @Nullable Long e6(@Nullable Double degrees) {
    return degrees == null ? null : Math.round(degrees * E6);
  }
}
