package dev.souk.product.search.opensearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The design of an index: the fields, and how texts become words, as {@code Words} does it. */
final class Mapping {
  /** Another one where the fields change: an index of another design is no use. */
  static final String DESIGN = "2";

  private static final String TEXT =
      """
      {
        "settings": {
          "analysis": {
            "filter": {"possessive": {"type": "stemmer", "language": "possessive_english"}},
            "analyzer": {
              "stems": {
                "type": "custom",
                "tokenizer": "standard",
                "filter": ["possessive", "lowercase", "asciifolding", "stop", "porter_stem"]
              },
              "spelled": {
                "type": "custom",
                "tokenizer": "standard",
                "filter": ["possessive", "lowercase", "asciifolding", "stop"]
              },
              "whole": {
                "type": "custom",
                "tokenizer": "standard",
                "filter": ["lowercase", "asciifolding"]
              }
            }
          }
        },
        "mappings": {
          "dynamic": "strict",
          "properties": {
            "id": {"type": "keyword"},
            "found": {"type": "boolean"},
            "name": {"type": "text", "analyzer": "stems"},
            "brand": {"type": "text", "analyzer": "stems"},
            "tags": {"type": "text", "analyzer": "stems"},
            "attributes": {"type": "text", "analyzer": "stems"},
            "description": {"type": "text", "analyzer": "stems"},
            "spelled": {"type": "text", "analyzer": "spelled"},
            "words": {"type": "text", "analyzer": "whole"},
            "start": {"type": "keyword"},
            "sku": {"type": "keyword"},
            "category": {"type": "keyword"},
            "tag": {"type": "keyword"},
            "tagShown": {"type": "keyword"},
            "brandKey": {"type": "keyword"},
            "brandShown": {"type": "keyword"},
            "attribute": {"type": "keyword"},
            "currency": {"type": "keyword"},
            "price": {"type": "long"},
            "rating": {"type": "double"},
            "created": {"type": "long"},
            "inStock": {"type": "boolean"}
          }
        }
      }
      """;

  private Mapping() {}

  /** What makes an index. */
  static ObjectNode create(String name) {
    try {
      ObjectNode body = (ObjectNode) OpenSearch.JSON.readTree(TEXT);
      body.putObject("aliases").putObject(writeAlias(name));
      return body;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name by which alone an index is written to. */
  static String writeAlias(String name) {
    return name + "-write";
  }
}
