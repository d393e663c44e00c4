/**
 * Clouds for tests: {@link dev.interline.testkit.FakeClouds} is a server on the loopback interface that speaks the formats
 * of Azure, Bedrock and Vertex AI at their real paths, and breaks as told.
 */
@NullMarked
package dev.interline.testkit;

import org.jspecify.annotations.NullMarked;
