/**
 * What every cloud must do, as a suite of JUnit tests: extend {@link dev.interline.testkit.contract.ProviderContract} for
 * each format that a cloud of yours speaks.
 */
@NullMarked
package dev.interline.testkit.contract;

import org.jspecify.annotations.NullMarked;
