CREATE DATABASE orisoin_tracker OWNER orisoin;
