// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.ServiceMetadataProvider;

/**
 * Stands in the deployables for the SDK's own table of where each of its 400 services is: the build
 * puts it there (relocation of the shade plugin in the root POM). The table costs every start the
 * initialization of 400 classes; of the services used here it says what the SDK assumes without it,
 * and requests go where the newer endpoint rules say.
 */
public final class NoServiceMetadata implements ServiceMetadataProvider {

  @Override
  public @Nullable ServiceMetadata serviceMetadata(String service) {
    return null;
  }
}
