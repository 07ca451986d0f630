// SPDX-License-Identifier: Apache-2.0
/**
 * The in-memory twins of the ports, and one contract test for each port.
 *
 * <p>Here: state-keeping fakes that obey the contract, and the contract. Not here: a backend.
 */
@NullMarked
package io.millrace.shared.port;

import org.jspecify.annotations.NullMarked;
