# Any service of the shop:
#   docker build --build-arg SERVICE=order-service -t souk/order-service:0.1.0 .
# Services share the first stages, so building all of them compiles once.

# One JVM compiles, trains and runs: an AOT cache is good for the very JVM that made it.
ARG JDK=25.0.3_9

FROM maven:3.9.11-eclipse-temurin-25 AS maven

FROM eclipse-temurin:${JDK}-jdk-noble AS build
COPY --from=maven /usr/share/maven /usr/share/maven
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    /usr/share/maven/bin/mvn -B -ntp -DskipTests -pl local -am package \
    dependency:copy-dependencies -DincludeScope=runtime

FROM eclipse-temurin:${JDK}-jre-noble AS runtime
RUN groupadd --gid 10001 souk \
    && useradd --uid 10001 --gid souk --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin souk \
    # A new volume that is mounted here belongs to who may write into it.
    && install -d -o souk -g souk /var/lib/souk

# Starts the service once, on embedded stores, and keeps what the JVM learnt (JEP 514).
FROM runtime AS trained
ARG SERVICE
RUN test -n "$SERVICE" && install -d -o souk -g souk /opt/service /training
USER souk
COPY --from=build /src/deploy/image /src/deploy/image
COPY --from=build /src/${SERVICE}/target /src/${SERVICE}/target
COPY --from=build /src/local/target /src/local/target
RUN /src/deploy/image/assemble "$SERVICE" /opt/service \
    && SOUK_HOME=/training /src/deploy/image/train "$SERVICE" /opt/service

FROM runtime AS service
COPY --from=trained --chown=root:root /opt/service /opt/service
# How long an instance that stops serves on, until the gateway has learnt of it (docs/decisions/0077).
ENV SOUK_DRAIN_DELAY=PT6S
USER 10001:10001
WORKDIR /opt/service
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s CMD ["/opt/service/healthy"]
ENTRYPOINT ["java", "-XX:AOTCache=/opt/service/service.aot", "@/opt/service/start"]
